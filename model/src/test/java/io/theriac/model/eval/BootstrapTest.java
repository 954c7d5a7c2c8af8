package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final float[][] NO_DDI = new float[6][6];
  private static final Evaluation SOME =
      Evaluation.of(EvaluationTest.random(1, 60, 6), 0.5, NO_DDI);

  @Test
  void shouldEncloseTheValueItself() {
    Bootstrap.Interval interval = Bootstrap.interval(SOME, Metrics::jaccard, 1);

    assertThat(interval.value()).isEqualTo(SOME.metrics().jaccard());
    assertThat(interval.lower()).isLessThan(interval.value());
    assertThat(interval.upper()).isGreaterThan(interval.value());
  }

  @Test
  void shouldRepeatItselfWithTheSameSeedOnly() {
    assertThat(Bootstrap.interval(SOME, Metrics::jaccard, 1))
        .isEqualTo(Bootstrap.interval(SOME, Metrics::jaccard, 1))
        .isNotEqualTo(Bootstrap.interval(SOME, Metrics::jaccard, 2));
    assertThat(Bootstrap.literature(SOME, Metrics::f1, 1))
        .isEqualTo(Bootstrap.literature(SOME, Metrics::f1, 1));
  }

  @Test
  void shouldSeeNoDifferenceOfAnEvaluationToItself() {
    assertThat(Bootstrap.difference(SOME, SOME, Metrics::jaccard, 1))
        .isEqualTo(new Bootstrap.Interval(0, 0, 0));
  }

  @Test
  void shouldHaveNarrowerIntervalsWithMorePatients() {
    Evaluation many = Evaluation.of(EvaluationTest.random(1, 2000, 6), 0.5, NO_DDI);

    assertThat(width(Bootstrap.interval(many, Metrics::jaccard, 1)))
        .isLessThan(width(Bootstrap.interval(SOME, Metrics::jaccard, 1)) / 3);
    assertThat(Bootstrap.literature(many, Metrics::jaccard, 1).deviation())
        .isLessThan(Bootstrap.literature(SOME, Metrics::jaccard, 1).deviation());
  }

  @Test
  void shouldRefuseToPairDifferentPatients() {
    Evaluation other = Evaluation.of(EvaluationTest.random(1, 10, 6), 0.5, NO_DDI);

    assertThatThrownBy(() -> Bootstrap.difference(SOME, other, Metrics::jaccard, 1))
        .hasMessageContaining("cannot be paired");
  }

  private static double width(Bootstrap.Interval interval) {
    return interval.upper() - interval.lower();
  }
}
