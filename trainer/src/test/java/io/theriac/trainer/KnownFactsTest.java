package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownFactsTest {

  private static final NetworkConfig WITHOUT_MOLECULES =
      NetworkConfig.extended().withTrunk(PublishedOptions.extended().withoutMolecules());

  private final List<String> notes = new ArrayList<>();

  @Test
  void shouldLearnFromTimeWhereThereIsOne() {
    assertThat(network(WITHOUT_MOLECULES, cohort(30)).has(Part.ELAPSED)).isTrue();
    assertThat(notes).isEmpty();
  }

  @Test
  void shouldSayThatACohortHasNoDates() {
    NetworkConfig network = network(WITHOUT_MOLECULES, cohort(0));
    assertThat(network.has(Part.ELAPSED)).isFalse();
    assertThat(network.has(Part.GATES)).isTrue();
    assertThat(notes).singleElement().asString().contains("without elapsed time");
  }

  @Test
  void shouldLearnFromMoleculesWhereSomeAreKnown() {
    Cohort cohort = cohort(30);
    MoleculeTable one = KnownFacts.molecules(Optional.of(World.molecules()), cohort);
    PublishedOptions with =
        KnownFacts.network(NetworkConfig.extended(), cohort, one, notes::add).trunk();
    assertThat(with.molecules()).isTrue();
    assertThat(notes).containsExactly("Molecules are known of 1 of 1 medications.");

    PublishedOptions without = network(NetworkConfig.extended(), cohort).trunk();
    assertThat(without).isEqualTo(with.withoutMolecules());
    assertThat(notes).last().asString().contains("the network is trained without them");
  }

  private NetworkConfig network(NetworkConfig asked, Cohort cohort) {
    MoleculeTable none = MoleculeTable.none(cohort.training().medications());
    return KnownFacts.network(asked, cohort, none, notes::add);
  }

  private static Cohort cohort(int daysBetween) {
    List<ClosedVisit> visits = new ArrayList<>();
    for (int p = 0; p < 30; p++) {
      for (int v = 0; v < 2; v++) {
        visits.add(aVisit("p" + p, v * daysBetween).diagnosed("I10").given("C09AA02").closed());
      }
    }
    return new CohortBuilder(
            Terminology.empty(), DdiKnowledge.bundled(), CohortRules.DEFAULT, Split.seeded(1))
        .build(visits);
  }
}
