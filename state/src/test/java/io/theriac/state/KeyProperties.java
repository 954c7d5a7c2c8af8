package io.theriac.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class KeyProperties {

  /** Short texts of few characters, the dangerous ones among them, so that prefixes are common. */
  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withChars('\u0000', '\u0001', '|', 'a', 'b', '\u00FF', '\uFFFD')
        .ofMaxLength(4);
  }

  @Property(tries = 5000)
  void shouldSortAsTheirPartsDo(
      @ForAll("ids") String a,
      @ForAll("ids") String b,
      @ForAll("ids") String c,
      @ForAll("ids") String d) {
    byte[] ab = new KeyWriter().text(a).text(b).toBytes();
    byte[] cd = new KeyWriter().text(c).text(d).toBytes();
    int expected = compareUtf8(a, c) != 0 ? compareUtf8(a, c) : compareUtf8(b, d);

    assertThat(Integer.signum(Arrays.compareUnsigned(ab, cd))).isEqualTo(Integer.signum(expected));
  }

  @Property(tries = 5000)
  void shouldNotLeakIntoAnotherPatient(
      @ForAll("ids") String patient,
      @ForAll("ids") String other,
      @ForAll("ids") String visit,
      @ForAll("ids") String natural) {
    List<RowKey<?>> keys =
        List.of(
            Keys.patient(other),
            Keys.header(other, visit),
            Keys.order(other, natural),
            Keys.lab(other, visit, natural, natural),
            Keys.history(other, Instant.EPOCH, visit));

    for (RowKey<?> key : keys) {
      assertThat(holds(Keys.allOf(patient), key)).isEqualTo(patient.equals(other));
    }
  }

  @Property(tries = 5000)
  void shouldNotLeakIntoAnotherVisit(
      @ForAll("ids") String patient,
      @ForAll("ids") String visit,
      @ForAll("ids") String other,
      @ForAll("ids") String natural) {
    boolean same = visit.equals(other);

    assertThat(holds(Keys.facts(patient, visit), Keys.lab(patient, other, natural, natural)))
        .isEqualTo(same);
    assertThat(holds(Keys.facts(patient, visit), Keys.visitOrder(patient, other, null, natural)))
        .isEqualTo(same);
    assertThat(holds(Keys.alerts(patient, visit), Keys.alert(patient, other, natural)))
        .isEqualTo(same);
  }

  @Property(tries = 5000)
  void shouldNotLeakIntoAnotherSource(
      @ForAll("ids") String source, @ForAll("ids") String other, @ForAll("ids") String code) {
    KeyRange ofSource = Keys.entriesOfSource(Kind.DIAGNOSIS, "p", "v", source);

    assertThat(holds(ofSource, Keys.entry(Kind.DIAGNOSIS, "p", "v", other, code)))
        .isEqualTo(source.equals(other));
    assertThat(holds(ofSource, Keys.entry(Kind.DIAGNOSIS, "p", "v", other, code, code)))
        .isEqualTo(source.equals(other));
    assertThat(holds(ofSource, Keys.entry(Kind.PROCEDURE, "p", "v", source, code))).isFalse();
  }

  @Property(tries = 5000)
  void shouldSortTimes(
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long a,
      @ForAll @LongRange(min = -10_000_000_000_000L, max = 10_000_000_000_000L) long b) {
    Instant first = Instant.ofEpochMilli(a);
    Instant second = Instant.ofEpochMilli(b);

    assertThat(
            Arrays.compareUnsigned(
                new KeyWriter().time(first).toBytes(), new KeyWriter().time(second).toBytes()))
        .isEqualTo(
            -Arrays.compareUnsigned(
                new KeyWriter().newestFirst(first).toBytes(),
                new KeyWriter().newestFirst(second).toBytes()))
        .satisfies(
            order ->
                assertThat(Integer.signum(order))
                    .isEqualTo(Integer.signum(first.compareTo(second))));
    assertThat(
            Arrays.compareUnsigned(
                new KeyWriter().end(null).toBytes(), new KeyWriter().end(first).toBytes()))
        .isPositive();
  }

  private static boolean holds(KeyRange range, RowKey<?> key) {
    return Arrays.compareUnsigned(range.from(), key.bytes()) <= 0
        && Arrays.compareUnsigned(key.bytes(), range.to()) < 0;
  }

  private static int compareUtf8(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
