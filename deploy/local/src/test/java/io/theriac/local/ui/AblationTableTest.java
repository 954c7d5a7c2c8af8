package io.theriac.local.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Metrics;
import io.theriac.trainer.Ablation.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AblationTableTest {

  private final StringWriter out = new StringWriter();
  private final AblationTable table = new AblationTable(new PrintWriter(out));

  @Test
  void shouldShowMeanAndSpreadOverSeedsBesideThePairedDifference() {
    table.explain(3);
    table.begin("Attention");
    table.line(
        new Result(
            "attention v1",
            List.of(metrics(0.40, 19), metrics(0.41, 20), metrics(0.42, 22)),
            0.44,
            Optional.of(new Bootstrap.Interval(-0.0077, -0.0127, -0.0028))));

    assertThat(out.toString())
        .contains("mean ± standard deviation of 3 seeds", "\n  Attention ")
        .containsPattern("\n  attention v1 +0\\.4400 0\\.4100 ± 0\\.0100 ")
        .contains(" 20.33 ± 1.53  -0.0077 (-0.0127 to -0.0028)");
  }

  @Test
  void shouldKeepColumnsUnderTheirNames() {
    table.begin("Parts");
    table.line(new Result("whole", List.of(metrics(0.4, 9), metrics(0.5, 10)), 0.4, whole()));

    List<String> lines = out.toString().lines().toList();
    for (String column : List.of("validation", "Jaccard", "F1", "PRAUC", "DDI rate")) {
      int end = lines.get(1).indexOf(column) + column.length();
      assertThat(lines.get(2).substring(end - 1, end + 1)).as(column).matches("[0-9] ");
    }
  }

  @Test
  void shouldClaimNoSpreadOfASingleSeed() {
    table.explain(1);
    table.line(new Result("whole", List.of(metrics(0.4, 9)), 0.4, whole()));

    assertThat(out.toString()).contains("one seed").contains("the whole network");
    assertThat(out.toString()).doesNotContain("±", "NaN");
  }

  private static Optional<Bootstrap.Interval> whole() {
    return Optional.empty();
  }

  private static Metrics metrics(double jaccard, double medications) {
    return new Metrics(jaccard, 0.5, 0.6, 0.05, medications, jaccard, 0.5, 0.6);
  }
}
