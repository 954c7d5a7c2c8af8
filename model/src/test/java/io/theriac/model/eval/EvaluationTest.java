package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final float[][] NO_DDI = new float[4][4];

  @Test
  void shouldMeasureOneVisitByHand() {
    Metrics metrics =
        evaluate(new int[] {0}, new float[][] {{0.9f, 0.8f, 0.3f, 0.6f}}, new int[][] {{0, 2}});

    assertThat(metrics.jaccard()).isEqualTo(1 / 4.0);
    assertThat(metrics.f1()).isEqualTo(2 / 5.0);
    assertThat(metrics.prauc()).as("hits at ranks 1 and 4").isEqualTo((1 + 2 / 4.0) / 2);
    assertThat(metrics.averageMedications()).isEqualTo(3);
  }

  @Test
  void shouldAverageOverVisitsThenOverPatients() {
    float[][] right = {{0.9f, 0, 0, 0}, {0.9f, 0, 0, 0}, {0, 0.9f, 0, 0}};

    Metrics metrics = evaluate(new int[] {0, 0, 1}, right, new int[][] {{0}, {1}, {1}});

    assertThat(metrics.jaccard()).as("(1/2 + 1) / 2").isEqualTo(0.75);
    assertThat(metrics.visitJaccard()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void shouldPoolInteractingPairsOverVisits() {
    float[][] ddi = new float[4][4];
    ddi[0][1] = ddi[1][0] = 1;
    float[][] predicted = {{1, 1, 1, 0}, {1, 1, 0, 0}, {1, 0, 0, 0}};

    Metrics metrics =
        Evaluation.of(
                new Predictions(new int[] {0, 1, 2}, predicted, new int[][] {{0}, {0}, {0}}),
                0.5,
                ddi)
            .metrics();

    assertThat(metrics.ddiRate()).as("2 of 3 + 1 + 0 pairs").isEqualTo(2 / 4.0);
  }

  @Test
  void shouldCountNothingPredictedAndNothingGivenAsZero() {
    Metrics metrics = evaluate(new int[] {0}, new float[1][4], new int[][] {{}});

    assertThat(metrics)
        .isEqualTo(new Metrics(0, 0, 0, 0, 0, 0, 0, 0))
        .returns(true, Metrics::finite);
  }

  @Test
  void shouldSayThatNothingMeasuredIsNoNumber() {
    assertThat(evaluate(new int[0], new float[0][], new int[0][]).finite()).isFalse();
  }

  @Test
  void shouldRefuseVisitsOfAPatientThatStandApart() {
    assertThatThrownBy(() -> new Predictions(new int[] {0, 1, 0}, new float[3][1], new int[3][0]))
        .hasMessageContaining("together");
  }

  @Property(tries = 200)
  void shouldKeepEveryMeasureWithinItsBounds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int visits) {
    Predictions random = random(seed, visits, 9);
    Metrics m = Evaluation.of(random, 0.5, randomDdi(seed, 9)).metrics();

    for (double share :
        new double[] {m.jaccard(), m.f1(), m.prauc(), m.ddiRate(), m.visitJaccard()}) {
      assertThat(share).isBetween(0.0, 1.0 + 1e-12);
    }
    assertThat(m.f1()).isGreaterThanOrEqualTo(m.jaccard());
    assertThat(m.averageMedications()).isBetween(0.0, 9.0);
  }

  @Property(tries = 100)
  void shouldGiveOneToPerfectPredictions(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int visits) {
    Predictions random = random(seed, visits, 6);
    float[][] perfect = new float[visits][6];
    for (int v = 0; v < visits; v++) {
      for (int m : random.given()[v]) {
        perfect[v][m] = 0.9f;
      }
    }

    Metrics metrics =
        Evaluation.of(
                new Predictions(random.patients(), perfect, random.given()), 0.5, new float[6][6])
            .metrics();

    assertThat(metrics.jaccard()).isCloseTo(1, within(1e-12));
    assertThat(metrics.f1()).isCloseTo(1, within(1e-12));
    assertThat(metrics.prauc()).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 100)
  void shouldFindTheBestThresholdThatTryingAllFinds(@ForAll long seed) {
    Predictions random = random(seed, 7, 5);

    ThresholdSearch.Best best = ThresholdSearch.search(random);

    double tried =
        IntStream.rangeClosed(5, 95)
            .mapToDouble(t -> Evaluation.of(random, t / 100.0, new float[5][5]).metrics().jaccard())
            .max()
            .orElseThrow();
    assertThat(best.jaccard()).isCloseTo(tried, within(1e-12));
    assertThat(Evaluation.of(random, best.threshold(), new float[5][5]).metrics().jaccard())
        .isCloseTo(tried, within(1e-12));
  }

  @Property(tries = 200)
  void shouldRankByFallingProbability(@ForAll float[] probabilities) {
    int[] ranking = Ranking.descending(probabilities);

    assertThat(Arrays.stream(ranking).sorted().toArray())
        .isEqualTo(IntStream.range(0, probabilities.length).toArray());
    for (int i = 1; i < ranking.length; i++) {
      float before = probabilities[ranking[i - 1]];
      float after = probabilities[ranking[i]];
      assertThat(before > after || (before == after && ranking[i - 1] < ranking[i])).isTrue();
    }
  }

  private static Metrics evaluate(int[] patients, float[][] probabilities, int[][] given) {
    return Evaluation.of(new Predictions(patients, probabilities, given), 0.5, NO_DDI).metrics();
  }

  /** Visits with at least one medication each, two to a patient. */
  static Predictions random(long seed, int visits, int medications) {
    Random random = new Random(seed);
    float[][] probabilities = new float[visits][medications];
    int[][] given = new int[visits][];
    for (int v = 0; v < visits; v++) {
      for (int m = 0; m < medications; m++) {
        probabilities[v][m] = random.nextFloat();
      }
      int first = random.nextInt(medications);
      given[v] =
          IntStream.range(0, medications)
              .filter(m -> m == first || random.nextInt(3) == 0)
              .toArray();
    }
    return new Predictions(
        IntStream.range(0, visits).map(v -> v / 2).toArray(), probabilities, given);
  }

  private static float[][] randomDdi(long seed, int n) {
    Random random = new Random(seed + 1);
    float[][] ddi = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        ddi[i][j] = ddi[j][i] = random.nextInt(2);
      }
    }
    return ddi;
  }
}
