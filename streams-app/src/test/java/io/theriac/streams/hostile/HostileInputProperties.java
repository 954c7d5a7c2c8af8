package io.theriac.streams.hostile;

import static io.theriac.schemas.avro.PatientMoveKind.ERASE;
import static io.theriac.schemas.avro.PatientMoveKind.EVENT;
import static io.theriac.schemas.avro.PatientMoveKind.RETIRE;
import static io.theriac.schemas.avro.PatientMoveKind.ROWS;
import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever comes, the partition goes on, memory stays bounded, and every record is accounted for.
 * One ward hears all tries, so that they meet the state that others left.
 */
class HostileInputProperties {

  /** Ample for values of 1 MiB read, copied, joined with what was said before, and set aside. */
  private static final long MOST_ALLOCATED = 256L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Ward ward;
  private static Books books;
  private static Function<Random, HostileBytes> hostile;
  private static List<PatientMove> messages;

  @BeforeContainer
  static void open() throws Exception {
    Path stateDir = Files.createTempDirectory("hostile");
    ward = Ward.withClocksAheadUpTo(stateDir, Duration.ofDays(1));
    ward.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
    books = new Books(ward);
    hostile = HostileBytes.of(ward);
    messages = messages();
  }

  /** Messages of every kind but RESTORE, as a merge and an erasure make them. */
  private static List<PatientMove> messages() {
    ward.hears(
        aPatient("patient-1")
            .admitted("visit-1")
            .diagnosed("ICD-10-CM", "I48.0")
            .prescribed("order-1", "ATC", "B01AA03")
            .discharged());
    ward.hears(aPatient("patient-2").from("MPI").merges("patient-1"));
    ward.hears(aPatient("patient-1").from("LAB").inVisit("visit-1").operated("SNOMED-CT", "1"));
    ward.hears(aPatient("patient-2").from("DPO").asksToBeErased());
    List<PatientMove> moves =
        ward.moves().values().stream().flatMap(List::stream).filter(Objects::nonNull).toList();
    assertThat(moves).extracting(PatientMove::getKind).contains(RETIRE, ROWS, EVENT, ERASE);
    books.shouldBalanceAfter(7);
    return moves;
  }

  @AfterContainer
  static void close() {
    try {
      shouldHaveMetEveryOutcome();
    } finally {
      ward.close();
    }
  }

  private static void shouldHaveMetEveryOutcome() {
    assertThat(ward.sum("theriac.records.applied")).isPositive();
    assertThat(ward.sum("theriac.records.superseded")).isPositive();
    assertThat(ward.sum("theriac.duplicates")).isPositive();
    for (String outcome : List.of("applied", "repeated", "superseded")) {
      assertThat(ward.sum("theriac.patient.moves.taken", "outcome", outcome)).isPositive();
    }
    for (String reason :
        List.of("unreadable_frame", "unknown_schema", "unreadable_body", "invalid_field")) {
      assertThat(ward.sum("theriac.dead.letters", "reason", reason)).as(reason).isPositive();
    }
  }

  @Property(tries = 1_000)
  void shouldAccountForEveryByteString(@ForAll Random random) {
    Topic<?> topic = Topics.standard().clinical().get(random.nextInt(6));
    byte[] value = hostile.apply(random).any();
    byte[] key = random.nextInt(4) == 0 ? null : noise(random);

    long allocated = allocatedBy(() -> ward.hearsBytes(topic, key, value, anyTime(random)));

    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    shouldHaveNoDefect(books.shouldBalanceAfter(1));
  }

  @Property(tries = 1_000)
  void shouldAccountForEveryAbsurdEvent(@ForAll Random random) {
    List<SpecificRecord> events = new AbsurdEvents(random).some();

    for (SpecificRecord event : events) {
      byte[] value = ward.bytes(event);
      byte[] key = key(event).getBytes(StandardCharsets.UTF_8);
      long allocated =
          allocatedBy(() -> ward.hearsBytes(ward.topicOf(event), key, value, anyTime(random)));
      assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }
    ward.waits();

    shouldHaveNoDefect(books.shouldBalanceAfter(events.size()));
  }

  @Property(tries = 1_000)
  void shouldAccountForEveryByteStringAmongMessagesBetweenKeys(@ForAll Random random) {
    byte[] value = hostile.apply(random).any();
    byte[] key = random.nextInt(4) == 0 ? null : noise(random);

    ward.hearsBytes(Topics.standard().patientMoves(), key, value, anyTime(random));

    shouldHaveNoDefect(
        value == null ? books.shouldBalanceAfter(0) : books.shouldBalanceAfterAStrangeMove());
  }

  @Property(tries = 1_000)
  void shouldAccountForEveryAbsurdMessageBetweenKeys(@ForAll Random random) {
    PatientMove plausible = messages.get(random.nextInt(messages.size()));
    PatientMove move = new AbsurdEvents(random).absurd(plausible);
    String patient = move.getPatientKey();
    String key = patient.length() + "|" + patient + "|" + move.getMoveId();

    long allocated = allocatedBy(() -> ward.hearsMove(key, move).waits());

    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    shouldHaveNoDefect(books.shouldBalanceAfterAStrangeMove());
  }

  /** No input is a reason for the application's own code to fail, nor for it to tell content. */
  private static void shouldHaveNoDefect(List<DeadLetter> letters) {
    assertThat(letters)
        .extracting(DeadLetter::getReasonClass)
        .doesNotContain(DeadLetterReason.PROCESSING_FAILED, DeadLetterReason.UNKNOWN);
    assertThat(letters)
        .allSatisfy(
            letter ->
                assertThat(letter.getReason())
                    .doesNotContain("patient-", "visit-", "order-", "\uFFFD")
                    .hasSizeLessThan(500));
  }

  private static long allocatedBy(Runnable work) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    work.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }

  private static String key(SpecificRecord event) {
    return (String) event.get(event.getSchema().getField("patientKey").pos());
  }

  /** A record timestamp from 1970 to 2527, of no relation to the event. */
  private static long anyTime(Random random) {
    return random.nextLong() >>> 20;
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
