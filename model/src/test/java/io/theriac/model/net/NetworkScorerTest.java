package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkScorerTest {

  private static EncodedCohort cohort;
  private static NetworkScorer scorer;

  @BeforeAll
  static void load() {
    cohort = TestCohorts.random(24, 3);
    scorer = new NetworkScorer(TestCohorts.network(cohort, TestCohorts.config()));
  }

  @AfterAll
  static void close() {
    scorer.close();
  }

  @Test
  void shouldScoreAPatientAloneAsInABatch() {
    List<ScoredVisit> together = scorer.score(cohort.patients());
    for (int i = 0; i < together.size(); i++) {
      same(logits(cohort.patients().get(i)), together.get(i).logits());
    }
  }

  @Test
  void shouldScoreWithPlainArraysAsTheEngineDoes() {
    List<VisitWindow> windows =
        cohort.patients().stream()
            .map(patient -> VisitWindow.latest(patient, maxHistory()))
            .toList();
    List<ScoredVisit> plain = scorer.score(cohort.patients());
    List<ScoredVisit> engine = scorer.byEngine(windows);
    for (int i = 0; i < plain.size(); i++) {
      same(plain.get(i).logits(), engine.get(i).logits());
      for (int m = 0; m < TestCohorts.SHAPE.medications(); m++) {
        List<Contribution> expected = engine.get(i).contributions(m);
        List<Contribution> found = plain.get(i).contributions(m);
        assertThat(found).hasSameSizeAs(expected);
        for (int c = 0; c < found.size(); c++) {
          assertThat(found.get(c).kind()).isEqualTo(expected.get(c).kind());
          assertThat(found.get(c).visitsBack()).isEqualTo(expected.get(c).visitsBack());
          assertThat(found.get(c).value()).isCloseTo(expected.get(c).value(), within(1e-4f));
        }
      }
    }
  }

  @Test
  void shouldScoreTheSameInTrainingLayout() {
    Network network = scorer.network();
    EncodedPatient patient = cohort.patients().get(5);
    VisitWindow window = VisitWindow.whole(patient.visits(), 0);
    try (NDManager manager = network.manager().newSubManager()) {
      float[] all =
          network.forward(network.targets(manager, List.of(window)), false).get(0).toFloatArray();
      int width = network.shape().medications();
      for (int t = 0; t < patient.visits().size(); t++) {
        EncodedPatient until = new EncodedPatient("p", patient.visits().subList(0, t + 1));
        same(BlockHarness.row(all, t, width), logits(until));
      }
    }
  }

  @Test
  void shouldNotSeeWhatWasGivenAtTheVisitItScores() {
    for (EncodedPatient patient : cohort.patients()) {
      List<EncodedVisit> visits = new ArrayList<>(patient.visits());
      visits.set(visits.size() - 1, TestCohorts.given(visits.get(visits.size() - 1), 0, 3, 5, 8));
      assertThat(logits(new EncodedPatient("p", visits))).containsExactly(logits(patient));
    }
  }

  @Test
  void shouldSeeWhatWasGivenBefore() {
    EncodedPatient patient = cohort.patients().get(4);
    List<EncodedVisit> visits = new ArrayList<>(patient.visits());
    visits.set(0, TestCohorts.given(visits.get(0), 0, 3, 5, 8));
    assertThat(logits(new EncodedPatient("p", visits))).isNotEqualTo(logits(patient));
  }

  @Test
  void shouldSeeTheWholeHistoryAsEvidence() {
    List<EncodedVisit> visits = longHistory();
    List<EncodedVisit> changed = new ArrayList<>(visits);
    changed.set(0, TestCohorts.given(visits.get(0), 0, 3, 5, 8));
    EncodedPatient patient = new EncodedPatient("p", changed);
    float[] logits = logits(patient);
    assertThat(logits).isNotEqualTo(logits(new EncodedPatient("p", visits)));
    for (VisitWindow window : VisitWindow.prefixes(patient, maxHistory())) {
      EncodedPatient until = new EncodedPatient("p", window.history());
      same(scorer.byEngine(List.of(window)).get(0).logits(), logits(until));
    }
  }

  @Test
  void shouldShowTheTrunkTheWindowOnly() {
    NetworkConfig alone = TestCohorts.config().withParts(Set.of(Part.TRUNK));
    List<EncodedVisit> visits = longHistory();
    List<EncodedVisit> recent = visits.subList(visits.size() - maxHistory(), visits.size());
    try (NetworkScorer trunk = new NetworkScorer(TestCohorts.network(cohort, alone))) {
      float[] ofAll = trunk.score(List.of(new EncodedPatient("p", visits))).get(0).logits();
      assertThat(ofAll)
          .containsExactly(trunk.score(List.of(new EncodedPatient("p", recent))).get(0).logits());
    }
  }

  private static int maxHistory() {
    return scorer.network().config().maxHistory();
  }

  /** More visits than the trunk sees. */
  private static List<EncodedVisit> longHistory() {
    return TestCohorts.visits(new SplittableRandom(8), maxHistory() + 5);
  }

  @Test
  void shouldStayFiniteHoweverStrongTheEvidence() {
    Network network = TestCohorts.network(cohort, TestCohorts.config());
    Map<String, float[]> values = network.snapshot();
    Arrays.fill(values.get("wide.deviation"), 40);
    values.get("wide.deviation")[1] = 60;
    values.get("softMax.sharpness")[0] = 5;
    network.restore(values);
    List<VisitWindow> windows =
        cohort.patients().stream().map(patient -> VisitWindow.latest(patient, 12)).toList();
    try (NetworkScorer strong = new NetworkScorer(network)) {
      List<ScoredVisit> plain = strong.score(cohort.patients());
      List<ScoredVisit> engine = strong.byEngine(windows);
      for (int i = 0; i < plain.size(); i++) {
        for (float logit : plain.get(i).logits()) {
          assertThat(logit).isFinite();
        }
        assertThat(engine.get(i).logits())
            .usingComparatorWithPrecision(1e-2f)
            .containsExactly(plain.get(i).logits());
      }
    }
  }

  @Test
  void shouldScoreTheSameFromManyThreads() throws Exception {
    float[] expected = logits(cohort.patients().get(9));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> task = () -> logits(cohort.patients().get(9));
      List<Callable<float[]>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tasks.add(task);
      }
      for (Future<float[]> found : threads.invokeAll(tasks)) {
        same(found.get(), expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldLeaveNoArraysBehind() {
    scorer.score(cohort.patients());
    int before = arrays();
    for (int i = 0; i < 20; i++) {
      scorer.score(cohort.patients());
    }
    assertThat(arrays()).isEqualTo(before);
  }

  @Test
  void shouldScoreNobody() {
    assertThat(scorer.score(List.of())).isEmpty();
  }

  private static int arrays() {
    return scorer.network().manager().getManagedArrays().size();
  }

  private static float[] logits(EncodedPatient patient) {
    return scorer.score(List.of(patient)).get(0).logits();
  }

  private static void same(float[] found, float[] expected) {
    assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
  }
}
