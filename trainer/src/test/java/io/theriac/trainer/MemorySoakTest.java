package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.terminology.Terminology;
import io.theriac.trainer.MemorySoak.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemorySoakTest {

  /** What an engine call leaks when its arrays are not closed is above this after a few hundred. */
  private static final double FLAT_MIB = 60;

  @Test
  void shouldTellOfMemoryThatStaysFlatWithTheEngine() {
    Cohort cohort =
        new CohortBuilder(
                Terminology.empty(), DdiKnowledge.bundled(), CohortRules.DEFAULT, Split.seeded(1))
            .build(World.visits(120, 1));
    MemorySoak soak =
        new MemorySoak(
            cohort,
            NetworkConfig.extended(),
            KnownFacts.molecules(Optional.of(World.molecules()), cohort));
    List<Point> trained = new ArrayList<>();
    List<Point> served = new ArrayList<>();

    try (NetworkScorer scorer =
        NetworkScorer.withEngine(soak.training(3, trained::add).network())) {
      soak.inference(scorer, 3000, served::add);
    }

    assertThat(trained).extracting(Point::done).containsExactly(1, 2, 3);
    assertThat(served).hasSizeBetween(8, 10);
    assertThat(served.get(served.size() - 1).done()).isEqualTo(3000);
    assertThat(served).allSatisfy(point -> assertThat(point.residentMiB()).isGreaterThan(50));
    assertThat(served.get(served.size() - 1).residentMiB() - served.get(1).residentMiB())
        .isLessThan(FLAT_MIB);
  }
}
