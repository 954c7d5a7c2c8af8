package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

  private static final float[][] DDI = {{0, 1, 0}, {1, 0, 1}, {0, 1, 0}};
  private static final float[][] LOGITS = {{2, 1, -1}, {-2, -3, 0.5f}};
  private static final float[][] TARGET = {{1, 0, 0}, {0, 0, 1}};

  @Test
  void shouldAddItsTermsAsDefined() {
    Objective.Options options = new Objective.Options(0.5, 0.06, 0.2);
    double expected = 0;
    for (int v = 0; v < 2; v++) {
      expected += entropy(v) + 0.5 * interactions(v) + 0.2 * (1 - softJaccard(v));
    }
    assertThat((double) loss(options)).isCloseTo(expected / 2, within(1e-5));
  }

  @Test
  void shouldLeaveOutTermsOfNoWeight() {
    assertThat((double) loss(new Objective.Options(0, 0.06, 0)))
        .isCloseTo((entropy(0) + entropy(1)) / 2, within(1e-5));
  }

  @Test
  void shouldMixFitAndInteractionsAsThePublicCodeDoes() {
    double expected = 0;
    for (int v = 0; v < 2; v++) {
      double beta = v == 0 ? Math.exp(2.5 * (1 - 1 / 0.06)) : 1;
      double fit = 0.95 * entropy(v) + 0.05 * margin(v);
      expected += beta * fit + (1 - beta) * 0.5 * pairs(v);
    }
    assertThat((double) loss(new Objective.Options(0.5, 0.06, 0, Objective.Form.CODE, 0)))
        .isCloseTo(expected / 2, within(1e-5));
  }

  private static double margin(int visit) {
    double sum = 0;
    for (int given = 0; given < 3; given++) {
      for (int other = 0; other < 3; other++) {
        if (TARGET[visit][given] == 1 && TARGET[visit][other] == 0) {
          sum += Math.max(0, 1 - (p(visit, given) - p(visit, other)));
        }
      }
    }
    return sum / 3;
  }

  private static float loss(Objective.Options options) {
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      NDArray loss =
          new Objective(options, manager.create(DDI))
              .loss(manager.create(LOGITS), manager.create(TARGET));
      return loss.getFloat();
    }
  }

  private static double p(int visit, int m) {
    return 1 / (1 + Math.exp(-LOGITS[visit][m]));
  }

  private static double entropy(int visit) {
    double sum = 0;
    for (int m = 0; m < 3; m++) {
      sum -= Math.log(TARGET[visit][m] == 1 ? p(visit, m) : 1 - p(visit, m));
    }
    return sum / 3;
  }

  /** Visit 0 predicts medications 0 and 1, which interact: rate 1. Visit 1 predicts one alone. */
  private static double interactions(int visit) {
    if (visit == 1) {
      return 0;
    }
    return (1 - Math.exp(-2.5 * (1 - 0.06) / 0.06)) * pairs(0) / 4;
  }

  private static double pairs(int visit) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += p(visit, i) * p(visit, j) * DDI[i][j];
      }
    }
    return sum;
  }

  private static double softJaccard(int visit) {
    double both = 0;
    double either = 0;
    for (int m = 0; m < 3; m++) {
      both += p(visit, m) * TARGET[visit][m];
      either += p(visit, m) + TARGET[visit][m] - p(visit, m) * TARGET[visit][m];
    }
    return both / either;
  }
}
