package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.Contribution.Kind;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.model.net.PublishedOptions.Setting;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a score is said to be made of, and that it is. */
class ContributionsTest {

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

  private static int maxHistory() {
    return scorer.network().config().maxHistory();
  }

  @Test
  void shouldAddUpItsContributions() {
    List<ScoredVisit> scored = scorer.score(cohort.patients());
    double moved = 0;
    for (ScoredVisit visit : scored) {
      float[] logits = visit.logits();
      for (int m = 0; m < logits.length; m++) {
        List<Contribution> parts = visit.contributions(m);
        double sum = parts.stream().mapToDouble(Contribution::value).sum();
        assertThat(sum).isCloseTo(logits[m], within(1e-4));
        moved += Math.abs(sum - parts.get(parts.size() - 1).value());
      }
    }
    assertThat(moved).as("contributions beside the remainder").isGreaterThan(10);
  }

  @Test
  void shouldNameTheMedicationsOfTheVisitBefore() {
    EncodedPatient patient = cohort.patients().get(5);
    int[] before = patient.visits().get(patient.visits().size() - 2).medications();
    List<Contribution> parts = scorer.score(List.of(patient)).get(0).contributions(0);
    assertThat(parts)
        .filteredOn(part -> part.kind() == Kind.CONTINUATION)
        .extracting(Contribution::code)
        .containsExactly(Arrays.stream(before).boxed().toArray(Integer[]::new));
  }

  @Test
  void shouldSayNothingOfEarlierVisitsAtAFirstOne() {
    EncodedPatient first = new EncodedPatient("p", cohort.patients().get(5).visits().subList(0, 1));
    ScoredVisit scored = scorer.score(List.of(first)).get(0);
    for (int m = 0; m < TestCohorts.SHAPE.medications(); m++) {
      assertThat(scored.contributions(m))
          .filteredOn(part -> part.value() != 0)
          .extracting(Contribution::kind)
          .doesNotContain(
              Kind.CONTINUATION,
              Kind.EARLIER_DIAGNOSIS,
              Kind.EARLIER_PROCEDURE,
              Kind.EARLIER_MEDICATION,
              Kind.ATTENTION);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Setting.class,
      names = {"BASE", "G", "GY"})
  void shouldFallByWhatAttentionToTheOnlyEarlierVisitIsSaidToAdd(Setting setting) {
    EncodedPatient patient =
        new EncodedPatient("p", cohort.patients().get(5).visits().subList(0, 2));
    NetworkConfig alone =
        TestCohorts.config()
            .withParts(Set.of(Part.TRUNK))
            .withTrunk(PublishedOptions.core().with(setting));
    Network blind = TestCohorts.network(cohort, alone);
    Map<String, float[]> values = blind.snapshot();
    Arrays.fill(values.get("trunk.inter.value.weight"), 0);
    Arrays.fill(values.get("trunk.inter.value.bias"), 0);
    blind.restore(values);
    try (NetworkScorer seeing = new NetworkScorer(TestCohorts.network(cohort, alone));
        NetworkScorer unseeing = new NetworkScorer(blind)) {
      ScoredVisit scored = seeing.score(List.of(patient)).get(0);
      float[] less = unseeing.score(List.of(patient)).get(0).logits();
      for (int m = 0; m < less.length; m++) {
        float said = said(scored, m, Kind.ATTENTION);
        assertThat(said).isNotZero();
        assertThat(scored.logits()[m] - less[m]).isCloseTo(said, within(1e-5f));
      }
    }
  }

  @Test
  void shouldFallByWhatEachOfSeveralVisitsIsSaidToAdd() {
    NetworkConfig alone = TestCohorts.config().withParts(Set.of(Part.TRUNK));
    EncodedPatient patient = cohort.patients().get(5);
    VisitWindow window = VisitWindow.latest(patient, alone.maxHistory());
    try (NetworkScorer trunk = new NetworkScorer(TestCohorts.network(cohort, alone));
        NDManager manager = trunk.network().manager().newSubManager()) {
      Network network = trunk.network();
      NDList told = network.forward(network.lastVisits(manager, List.of(window)), false);
      float[] sum = told.get(3).toFloatArray();
      float[][] out = network.table("trunk.inter.out.weight");
      float[][] head = network.table("head.weight");
      // GY: three states, sex and age stand before the attention.
      int block = 5 * sum.length;
      ScoredVisit scored = trunk.score(List.of(patient)).get(0);
      int earlier = window.visits().size() - 1;
      assertThat(earlier).isGreaterThan(2);
      for (int v = 0; v < earlier; v++) {
        float[] context = told.get(4).get("0," + v).toFloatArray();
        int visitsBack = earlier - v;
        for (int m = 0; m < head.length; m++) {
          double fall = 0;
          for (int i = 0; i < sum.length; i++) {
            double without = sum[i];
            for (int j = 0; j < context.length; j++) {
              without -= out[i][j] * context[j];
            }
            fall += head[m][block + i] * (Math.max(0, sum[i]) - Math.max(0, without));
          }
          double expected = fall;
          assertThat(scored.contributions(m))
              .filteredOn(part -> part.kind() == Kind.ATTENTION && part.visitsBack() == visitsBack)
              .singleElement()
              .satisfies(
                  part -> assertThat((double) part.value()).isCloseTo(expected, within(1e-4)));
        }
      }
    }
  }

  @Test
  void shouldTellTheVisitsApartThatAttentionLookedAt() {
    int many = maxHistory() + 5;
    List<EncodedVisit> visits = TestCohorts.visits(new SplittableRandom(8), many);
    List<Contribution> parts =
        scorer.score(List.of(new EncodedPatient("p", visits))).get(0).contributions(0);
    assertThat(parts)
        .filteredOn(part -> part.kind() == Kind.ATTENTION)
        .extracting(Contribution::visitsBack)
        .containsExactlyElementsOf(
            IntStream.iterate(maxHistory() - 1, back -> back > 0, back -> back - 1)
                .boxed()
                .toList());
  }

  @Test
  void shouldNameTheNewestVisitWithACodeOrTheMedication() {
    int[] none = {};
    EncodedVisit old = new EncodedVisit(new int[] {7, 8}, new int[] {1}, new int[] {4}, 0, 50);
    EncodedVisit newer = new EncodedVisit(new int[] {7}, none, new int[] {5}, 0, 50);
    EncodedVisit now = new EncodedVisit(new int[] {2}, none, none, 0, 50);
    ScoredVisit scored =
        scorer.score(List.of(new EncodedPatient("p", List.of(old, newer, now)))).get(0);

    assertThat(scored.contributions(4))
        .filteredOn(part -> part.code() >= 0 || part.kind() == Kind.EARLIER_MEDICATION)
        .extracting(Contribution::kind, Contribution::code, Contribution::visitsBack)
        .contains(
            tuple(Kind.DIAGNOSIS, 2, 0),
            tuple(Kind.EARLIER_DIAGNOSIS, 7, 1),
            tuple(Kind.EARLIER_DIAGNOSIS, 8, 2),
            tuple(Kind.EARLIER_PROCEDURE, 1, 2),
            tuple(Kind.CONTINUATION, 5, 1),
            tuple(Kind.EARLIER_MEDICATION, -1, 2));
    assertThat(scored.contributions(6))
        .filteredOn(part -> part.kind() == Kind.EARLIER_MEDICATION)
        .as("never taken")
        .extracting(Contribution::visitsBack)
        .containsExactly(0);
  }

  @Test
  void shouldNameTheCodesThatOnlyEarlierVisitsHave() {
    List<EncodedVisit> visits = cohort.patients().get(5).visits();
    EncodedVisit current = visits.get(visits.size() - 1);
    List<Contribution> parts =
        scorer.score(List.of(cohort.patients().get(5))).get(0).contributions(0);
    assertThat(named(parts, Kind.EARLIER_DIAGNOSIS))
        .containsExactlyInAnyOrderElementsOf(
            gone(visits, EncodedVisit::diagnoses, current.diagnoses()));
    assertThat(named(parts, Kind.EARLIER_PROCEDURE))
        .containsExactlyInAnyOrderElementsOf(
            gone(visits, EncodedVisit::procedures, current.procedures()));
  }

  private static List<Integer> named(List<Contribution> parts, Kind kind) {
    return parts.stream().filter(part -> part.kind() == kind).map(Contribution::code).toList();
  }

  private static Set<Integer> gone(
      List<EncodedVisit> visits, Function<EncodedVisit, int[]> codes, int... current) {
    Set<Integer> gone = new HashSet<>();
    visits.forEach(visit -> Arrays.stream(codes.apply(visit)).forEach(gone::add));
    Arrays.stream(current).forEach(gone::remove);
    return gone;
  }

  @Test
  void shouldFallByWhatADiagnosisOfAnEarlierVisitIsSaidToAdd() {
    NetworkConfig linear = TestCohorts.config().withParts(Set.of(Part.WIDE, Part.STATUS));
    int[] none = {};
    EncodedVisit with = new EncodedVisit(new int[] {7}, none, none, 0, 50);
    EncodedVisit without = new EncodedVisit(none, none, none, 0, 50);
    EncodedVisit current = new EncodedVisit(new int[] {2, 3}, none, none, 0, 50);
    try (NetworkScorer sums = new NetworkScorer(TestCohorts.network(cohort, linear))) {
      ScoredVisit scored =
          sums.score(List.of(new EncodedPatient("p", List.of(with, current)))).get(0);
      float[] less =
          sums.score(List.of(new EncodedPatient("p", List.of(without, current)))).get(0).logits();
      for (int m = 0; m < less.length; m++) {
        float said = said(scored, m, Kind.EARLIER_DIAGNOSIS);
        assertThat(said).isNotZero();
        assertThat(scored.logits()[m] - less[m]).isCloseTo(said, within(1e-5f));
      }
    }
  }

  @Test
  void shouldMoveByWhatAgeAndSexAreSaidToAdd() {
    NetworkConfig linear = TestCohorts.config().withParts(Set.of(Part.WIDE, Part.DEMOGRAPHICS));
    int[] codes = {1, 2};
    try (NetworkScorer sums = new NetworkScorer(TestCohorts.network(cohort, linear))) {
      ScoredVisit young = first(sums, new EncodedVisit(codes, codes, codes, 0, 20));
      ScoredVisit old = first(sums, new EncodedVisit(codes, codes, codes, 1, 80));
      for (int m = 0; m < TestCohorts.SHAPE.medications(); m++) {
        float said = said(old, m, Kind.DEMOGRAPHICS) - said(young, m, Kind.DEMOGRAPHICS);
        assertThat(said).isNotZero();
        assertThat(old.logits()[m] - young.logits()[m]).isCloseTo(said, within(1e-5f));
      }
    }
  }

  @Test
  void shouldFallByWhatTheStrongestEffectIsSaidToAdd() {
    PublishedOptions bySigns = PublishedOptions.core().withParts(false, false, true);
    for (NetworkConfig reviewed :
        List.of(
            TestCohorts.config().withParts(Set.of(Part.GRADED_REVIEW)),
            TestCohorts.config().withParts(Set.of(Part.TRUNK)).withTrunk(bySigns))) {
      Set<Kind> seen = new HashSet<>();
      try (NetworkScorer sums = new NetworkScorer(TestCohorts.network(cohort, reviewed))) {
        for (EncodedPatient patient : cohort.patients()) {
          fallByWhatIsSaid(sums, patient.visits().get(0), seen);
        }
      }
      assertThat(seen).contains(Kind.REVIEW_BY_DIAGNOSIS, Kind.REVIEW_BY_PROCEDURE);
    }
  }

  private static void fallByWhatIsSaid(NetworkScorer sums, EncodedVisit visit, Set<Kind> seen) {
    ScoredVisit with = first(sums, visit);
    for (int m = 0; m < TestCohorts.SHAPE.medications(); m++) {
      for (Contribution said : with.contributions(m)) {
        boolean diagnosis = said.kind() == Kind.REVIEW_BY_DIAGNOSIS;
        if (diagnosis || said.kind() == Kind.REVIEW_BY_PROCEDURE) {
          EncodedVisit without =
              new EncodedVisit(
                  diagnosis ? without(visit.diagnoses(), said.code()) : visit.diagnoses(),
                  diagnosis ? visit.procedures() : without(visit.procedures(), said.code()),
                  visit.medications(),
                  visit.sex(),
                  visit.age());
          double review = reviewed(with, m) - reviewed(first(sums, without), m);
          assertThat(review).isCloseTo(said.value(), within(1e-5));
          seen.add(said.kind());
        }
      }
    }
  }

  private static int[] without(int[] codes, int code) {
    return Arrays.stream(codes).filter(other -> other != code).toArray();
  }

  private static double reviewed(ScoredVisit scored, int medication) {
    return scored.contributions(medication).stream()
        .filter(part -> part.kind().name().startsWith("REVIEW"))
        .mapToDouble(Contribution::value)
        .sum();
  }

  private static ScoredVisit first(NetworkScorer sums, EncodedVisit visit) {
    return sums.score(List.of(new EncodedPatient("p", List.of(visit)))).get(0);
  }

  private static float said(ScoredVisit scored, int medication, Kind kind) {
    return scored.contributions(medication).stream()
        .filter(part -> part.kind() == kind)
        .findFirst()
        .orElseThrow()
        .value();
  }
}
