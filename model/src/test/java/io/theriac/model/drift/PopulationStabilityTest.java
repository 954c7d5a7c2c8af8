package io.theriac.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {

  @Test
  void shouldBeTheSumOverBinsOfDifferenceTimesLogOfRatio() {
    // (0.7 - 0.9) ln(0.7 / 0.9) + (0.3 - 0.1) ln(0.3 / 0.1)
    assertThat(PopulationStability.index(new long[] {90_000, 10_000}, new long[] {70_000, 30_000}))
        .isCloseTo(0.26998, within(1e-4));
  }

  @Test
  void shouldBeZeroForTheSameSharesHoweverMany() {
    assertThat(PopulationStability.index(new long[] {300, 700}, new long[] {300, 700})).isZero();
    assertThat(PopulationStability.index(new long[] {3_000, 7_000}, new long[] {300, 700}))
        .isCloseTo(0, within(1e-3));
  }

  @Test
  void shouldStayFiniteWhereABinIsEmpty() {
    assertThat(PopulationStability.index(new long[] {100, 0}, new long[] {50, 50}))
        .isBetween(1.0, 5.0);
  }

  @Test
  void shouldBeUnknownWhereNothingWasSeen() {
    assertThat(PopulationStability.index(new long[] {1, 2}, new long[] {0, 0})).isNaN();
    assertThat(PopulationStability.index(new long[] {0, 0}, new long[] {1, 2})).isNaN();
  }

  @Property(tries = 200)
  void shouldNeverBeNegative(
      @ForAll("counts") List<Long> reference, @ForAll("counts") List<Long> now) {
    assertThat(PopulationStability.index(array(reference), array(now))).isGreaterThanOrEqualTo(0);
  }

  @Provide
  Arbitrary<List<Long>> counts() {
    return Arbitraries.longs()
        .between(0, 10_000)
        .list()
        .ofSize(5)
        .filter(counts -> counts.stream().anyMatch(count -> count > 0));
  }

  private static long[] array(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}
