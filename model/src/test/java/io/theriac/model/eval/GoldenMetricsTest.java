package io.theriac.model.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the metrics of the independent reference on its golden logits. */
class GoldenMetricsTest {

  private record Golden(
      int[] owners, int[][] given, float[][] logits, float[][] ddi, Map<String, Double> metrics) {}

  @Test
  void shouldMeasureAsTheReferenceDoes() throws IOException {
    Golden golden =
        new ObjectMapper().readValue(getClass().getResource("golden-metrics.json"), Golden.class);
    float[][] probabilities = new float[golden.logits.length][golden.logits[0].length];
    for (int v = 0; v < probabilities.length; v++) {
      for (int m = 0; m < probabilities[v].length; m++) {
        probabilities[v][m] = (float) (1 / (1 + Math.exp(-golden.logits[v][m])));
      }
    }

    Metrics metrics =
        Evaluation.of(new Predictions(golden.owners, probabilities, golden.given), 0.5, golden.ddi)
            .metrics();

    assertClose(metrics.jaccard(), golden.metrics.get("jaccard"));
    assertClose(metrics.f1(), golden.metrics.get("f1"));
    assertClose(metrics.prauc(), golden.metrics.get("prauc"));
    assertClose(metrics.ddiRate(), golden.metrics.get("ddi"));
    assertClose(metrics.averageMedications(), golden.metrics.get("meds"));
    assertClose(metrics.visitJaccard(), golden.metrics.get("visit_jaccard"));
  }

  private static void assertClose(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(1e-9));
  }
}
