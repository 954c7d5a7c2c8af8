package io.theriac.streams.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.Metrics;
import io.theriac.model.eval.Predictions;
import io.theriac.streams.backtest.score.Scores;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final float[][] INTERACTIONS = {
    {0, 1, 0, 0}, {1, 0, 0, 1}, {0, 0, 0, 0}, {0, 1, 0, 0}
  };

  /** Patients 0 to 19, one to three visits each; selected from 0.5 on. */
  private static List<VisitScore> visits(long seed) {
    Random random = new Random(seed);
    List<VisitScore> visits = new ArrayList<>();
    for (int patient = 0; patient < 20; patient++) {
      for (int visit = 1; visit <= 1 + patient % 3; visit++) {
        int[] given =
            new Random(100 * patient + visit).ints(0, 4).limit(2).distinct().sorted().toArray();
        float[] p = new float[4];
        for (int m = 0; m < 4; m++) {
          p[m] = random.nextFloat();
        }
        int[] selected = IntStream.range(0, 4).filter(m -> p[m] >= 0.5).toArray();
        visits.add(Scores.visit("p" + patient, visit, visit, 50, given, p, selected));
      }
    }
    return visits;
  }

  private static Comparison compare(List<Outcomes> predictors, List<VisitScore> visits) {
    return new Comparison(
        predictors, visits.stream().map(VisitScore::patient).toList(), visit -> true, 7);
  }

  @Test
  void shouldMeasureAsTrainingDoes() {
    List<VisitScore> visits = visits(1);
    int[] owners =
        visits.stream().mapToInt(v -> Integer.parseInt(v.patient().substring(1))).toArray();
    Metrics metrics =
        Evaluation.of(
                new Predictions(
                    owners,
                    visits.stream().map(VisitScore::probabilities).toArray(float[][]::new),
                    visits.stream().map(VisitScore::given).toArray(int[][]::new)),
                0.5,
                INTERACTIONS)
            .metrics();

    Map<String, Estimate> measured =
        compare(List.of(Outcomes.of("m", visits, INTERACTIONS)), visits).measures().get("m");

    for (String key : List.of("jaccard", "f1", "prauc", "ddiRate", "averageMedications")) {
      assertThat(measured.get(key).value())
          .as(key)
          .isCloseTo(metrics.asMap().get(key), within(1e-6));
    }
  }

  @Test
  void shouldMeasurePrecisionAndRecall() {
    VisitScore visit =
        Scores.visit("p", 1, 1, 50, new int[] {0, 1, 3}, new float[] {.9f, .8f, .7f, .1f}, 0, 1, 2);

    Map<String, Estimate> measured =
        compare(List.of(Outcomes.of("m", List.of(visit), INTERACTIONS)), List.of(visit))
            .measures()
            .get("m");

    assertThat(measured.get("precision").value()).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(measured.get("recall").value()).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(measured.get("ddiRate").value()).isCloseTo(1.0 / 3, within(1e-6));
  }

  @Test
  void shouldPairDifferences() {
    List<VisitScore> visits = visits(1);
    Outcomes one = Outcomes.of("one", visits, INTERACTIONS);
    Outcomes same = Outcomes.of("same", visits, INTERACTIONS);
    float[][] perfect =
        visits.stream()
            .map(
                visit -> {
                  float[] ranks = new float[4];
                  Arrays.stream(visit.given()).forEach(m -> ranks[m] = 1);
                  return ranks;
                })
            .toArray(float[][]::new);
    Outcomes best = Outcomes.of("best", visits, perfect, 0.5, INTERACTIONS);

    Comparison comparison = compare(List.of(one, same, best), visits);

    assertThat(comparison.difference("one", "same").get("jaccard"))
        .isEqualTo(new Estimate(0, 0, 0));
    Estimate better = comparison.difference("best", "one").get("jaccard");
    assertThat(better.lower()).isPositive();
    assertThat(better.isClear()).isTrue();
    assertThat(comparison.measures().get("best").get("jaccard")).isEqualTo(new Estimate(1, 1, 1));
  }

  @Test
  void shouldComeToTheSameAgain() {
    List<VisitScore> visits = visits(1);
    List<Outcomes> predictors = List.of(Outcomes.of("m", visits, INTERACTIONS));

    assertThat(compare(predictors, visits).measures())
        .isEqualTo(compare(predictors, visits).measures());
  }

  @Test
  void shouldLetBaselinesLearnFromBeforeTheRangeOnly() {
    List<VisitScore> visits = List.of(Scores.visit("p", 1, 1, 50), Scores.visit("p", 2, 2, 50));
    List<int[]> earlier = List.of(new int[] {3}, new int[] {3}, new int[] {3, 0});

    List<Outcomes> baselines = Baselines.of(visits, earlier, 4, INTERACTIONS);

    assertThat(baselines)
        .extracting(Outcomes::name)
        .containsExactly("mostFrequent", "repeatLastVisit");
    assertThat(baselines.get(0).selected(0)).containsExactly(3);
    assertThat(baselines.get(1).selected(0))
        .as("the first visit: the most frequent")
        .containsExactly(3);
    assertThat(baselines.get(1).selected(1)).as("what was given before").containsExactly(0);
    assertThat(Baselines.of(visits, List.of(), 4, INTERACTIONS)).isEmpty();
  }
}
