package io.theriac.model.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Property(tries = 100)
  void shouldAlwaysGiveAPatientTheSamePart(@ForAll long seed, @ForAll String patient) {
    assertThat(Split.seeded(seed).part(patient))
        .isEqualTo(new Split(Split.By.HASH, seed, 0.1, 0.1).part(patient));
  }

  @Test
  void shouldKeepToTheShares() {
    Map<Part, Long> parts =
        IntStream.range(0, 20_000)
            .mapToObj(i -> Split.seeded(16).part("patient-" + i))
            .collect(Collectors.groupingBy(part -> part, Collectors.counting()));

    assertThat(parts.get(Part.TEST) / 20_000.0).isCloseTo(0.1, within(0.01));
    assertThat(parts.get(Part.VALIDATION) / 20_000.0).isCloseTo(0.1, within(0.01));
  }

  @Test
  void shouldSplitOtherwiseWithAnotherSeed() {
    long moved =
        IntStream.range(0, 1000)
            .filter(i -> Split.seeded(1).part("p" + i) != Split.seeded(3).part("p" + i))
            .count();

    assertThat(moved).isBetween(200L, 500L);
  }

  @Test
  void shouldSplitInTheOrderOfKeys() {
    SortedSet<String> keys = new TreeSet<>();
    IntStream.range(0, 6350).forEach(i -> keys.add("%06d".formatted(i)));
    Map<String, Part> parts = Split.inOrder().parts(keys);

    assertThat(parts).hasSize(6350);
    assertThat(parts.get("005079")).isEqualTo(Part.TRAINING);
    assertThat(parts.get("005080")).isEqualTo(Part.VALIDATION);
    assertThat(parts.get("005714")).isEqualTo(Part.VALIDATION);
    assertThat(parts.get("005715")).isEqualTo(Part.TEST);
  }

  @Test
  void shouldRefuseSharesThatLeaveNothingToTrainOn() {
    assertThatThrownBy(() -> new Split(Split.By.HASH, 1, 0.5, 0.5)).hasMessageContaining("train");
    assertThatThrownBy(() -> new Split(Split.By.HASH, 1, 0, 0.1)).hasMessageContaining("above 0");
  }
}
