package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.LabValue;
import io.theriac.model.net.PublishedOptions.AgeScale;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.LabScaling;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import io.theriac.model.net.PublishedOptions.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedOptionsTest {

  private static final EncodedCohort COHORT = withLabs(TestCohorts.random(80, 4));

  @TempDir private Path folder;

  static Stream<PublishedOptions> switches() {
    PublishedOptions whole = PublishedOptions.whole();
    return Stream.of(
            Stream.of(Setting.values()).map(whole::with),
            Stream.of(Attention.values()).map(whole::with),
            Stream.of(
                PublishedOptions.core(),
                whole.withoutMolecules(),
                whole.withoutRoles(),
                whole.withoutReview(),
                whole.withEffectShrinkage(10),
                whole.withoutMolecules().withoutRoles(),
                whole
                    .with(Setting.LGY)
                    .with(MedicationGraph.CAUSAL, AgeScale.YEARS, LabScaling.VISIT)))
        .flatMap(some -> some);
  }

  @ParameterizedTest
  @MethodSource("switches")
  void shouldScoreTheSameFromAFileAloneAndInABatch(PublishedOptions options) throws IOException {
    NetworkConfig config = config(options);
    Path file = folder.resolve("model.safetensors");
    float[][] expected;
    try (Network network = network(config)) {
      network.save(file);
      expected = unfrozen(network);
    }
    try (NetworkScorer scorer = new NetworkScorer(Network.load(file, config, TestCohorts.SHAPE))) {
      List<ScoredVisit> together = scorer.score(COHORT.patients());
      for (int i = 0; i < expected.length; i++) {
        EncodedPatient patient = COHORT.patients().get(i);
        same(together.get(i).logits(), expected[i]);
        same(scorer.score(List.of(patient)).get(0).logits(), expected[i]);
      }
    }
  }

  @Test
  void shouldAttendInThreeWays() {
    Set<String> seen = new HashSet<>();
    for (Attention attention : Attention.values()) {
      try (Network network = network(config(PublishedOptions.whole().with(attention)))) {
        seen.add(Arrays.toString(unfrozen(network)[11]));
      }
    }
    assertThat(seen).hasSize(Attention.values().length);
  }

  @Test
  void shouldSeeLaboratoryResultsOnlyInTheSettingsThatHaveThem() {
    for (Setting setting : Setting.values()) {
      try (NetworkScorer scorer =
          new NetworkScorer(network(config(PublishedOptions.whole().with(setting))))) {
        EncodedPatient patient = COHORT.patients().get(5);
        float[] with = scorer.score(List.of(patient)).get(0).logits();
        float[] without = scorer.score(List.of(withoutLabs(patient))).get(0).logits();
        assertThat(Arrays.equals(with, without)).as(setting.name()).isEqualTo(!setting.labs());
      }
    }
  }

  @Test
  void shouldNotSeeWhatWasGivenAtTheVisitItScores() {
    try (NetworkScorer scorer =
        new NetworkScorer(network(config(PublishedOptions.whole().with(Setting.LGY))))) {
      for (EncodedPatient patient : COHORT.patients()) {
        List<EncodedVisit> visits = new ArrayList<>(patient.visits());
        EncodedVisit last = visits.get(visits.size() - 1);
        visits.set(
            visits.size() - 1,
            new EncodedVisit(
                last.diagnoses(),
                last.procedures(),
                new int[] {0, 3, 5, 8},
                last.sex(),
                last.age(),
                last.labs(),
                last.day()));
        assertThat(scorer.score(List.of(new EncodedPatient("p", visits))).get(0).logits())
            .containsExactly(scorer.score(List.of(patient)).get(0).logits());
      }
    }
  }

  @Test
  void shouldScoreVisitsWithoutCodesWithAllCodesAndAfterHundredsOfOthers() {
    EncodedVisit nothing = new EncodedVisit(new int[0], new int[0], new int[0], 2, Float.NaN);
    EncodedVisit everything =
        new EncodedVisit(
            IntStream.range(0, TestCohorts.SHAPE.diagnoses()).toArray(),
            IntStream.range(0, TestCohorts.SHAPE.procedures()).toArray(),
            IntStream.range(0, TestCohorts.SHAPE.medications()).toArray(),
            1,
            90);
    List<EncodedVisit> many = new ArrayList<>(TestCohorts.visits(new SplittableRandom(3), 500));
    many.add(everything);
    many.add(nothing);
    try (NetworkScorer scorer = new NetworkScorer(network(config(PublishedOptions.whole())))) {
      for (List<EncodedVisit> visits : List.of(List.of(nothing), List.of(everything), many)) {
        for (float z : scorer.score(List.of(new EncodedPatient("p", visits))).get(0).logits()) {
          assertThat(z).isFinite();
        }
      }
    }
  }

  @Test
  void shouldKeepItsTablesInAWeightFileThatSaysWhatIsMissing() throws IOException {
    Path file = folder.resolve("model.safetensors");
    NetworkConfig without = config(PublishedOptions.core());
    try (Network network = network(without)) {
      network.save(file);
    }
    assertThatThrownBy(
            () ->
                Network.load(
                    file,
                    config(PublishedOptions.core().withParts(false, false, true)),
                    TestCohorts.SHAPE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("table tables.diagnoses.effects is missing");
  }

  @Test
  void shouldAskForMoleculesWhereTheyAreConfigured() {
    NetworkConfig config = config(PublishedOptions.whole());
    TrainingTables tables =
        TrainingTables.from(COHORT, MoleculeTable.none(TestCohorts.SHAPE.medications()), config);
    assertThatThrownBy(
            () ->
                Network.create(
                    config,
                    TestCohorts.SHAPE,
                    Priors.none(TestCohorts.SHAPE),
                    tables,
                    COHORT.ddi(),
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a table of molecules or switch them off");
  }

  @Test
  void shouldRefuseToChangeANetworkThatScores() {
    Network network = network(config(PublishedOptions.whole()));
    try (NetworkScorer scorer = new NetworkScorer(network)) {
      assertThat(scorer.score(List.of())).isEmpty();
      assertThatThrownBy(() -> network.restore(network.snapshot()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("copy it first");
    }
  }

  private static NetworkConfig config(PublishedOptions options) {
    return new NetworkConfig(
        16, 4, 0.5f, 0.3f, 0.2f, 0.1f, 12, 48, 20, NetworkConfig.published().parts(), options);
  }

  /** A network whose every value is moved off its start, so that all parts matter. */
  private static Network network(NetworkConfig config) {
    TrainingTables tables = TrainingTables.from(COHORT, TestCohorts.molecules(), config);
    Network network =
        Network.create(
            config,
            TestCohorts.SHAPE,
            Priors.from(COHORT, config.priorVisits()),
            tables,
            COHORT.ddi(),
            1);
    network.restore(TestCohorts.moved(network));
    return network;
  }

  private static float[][] unfrozen(Network network) {
    float[][] rows = new float[COHORT.patients().size()][];
    try (var manager = network.manager().newSubManager()) {
      for (int i = 0; i < rows.length; i++) {
        VisitWindow window = VisitWindow.latest(COHORT.patients().get(i), 12);
        rows[i] =
            network
                .forward(network.lastVisits(manager, List.of(window)), false)
                .get(0)
                .toFloatArray();
      }
    }
    return rows;
  }

  private static EncodedCohort withLabs(EncodedCohort cohort) {
    SplittableRandom random = new SplittableRandom(6);
    List<EncodedPatient> patients = new ArrayList<>();
    for (EncodedPatient patient : cohort.patients()) {
      List<EncodedVisit> visits = new ArrayList<>();
      for (EncodedVisit v : patient.visits()) {
        List<LabValue> labs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          labs.add(new LabValue(random.nextInt(7), (float) (100 * random.nextDouble())));
        }
        visits.add(
            new EncodedVisit(
                v.diagnoses(), v.procedures(), v.medications(), v.sex(), v.age(), labs, v.day()));
      }
      patients.add(new EncodedPatient(patient.patientKey(), visits));
    }
    return new EncodedCohort(
        patients, cohort.diagnoses(), cohort.procedures(), cohort.medications(), cohort.ddi());
  }

  private static EncodedPatient withoutLabs(EncodedPatient patient) {
    return new EncodedPatient(
        patient.patientKey(),
        patient.visits().stream()
            .map(
                v ->
                    new EncodedVisit(
                        v.diagnoses(), v.procedures(), v.medications(), v.sex(), v.age()))
            .toList());
  }

  private static void same(float[] found, float[] expected) {
    assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
  }
}
