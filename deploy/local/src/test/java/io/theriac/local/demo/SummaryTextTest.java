package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.local.demo.DemoSummary.ExampleAlert;
import io.theriac.local.demo.DemoSummary.ExampleMedication;
import io.theriac.local.demo.DemoSummary.ExampleRecommendation;
import io.theriac.local.demo.DemoSummary.Examples;
import io.theriac.local.demo.DemoSummary.Latency;
import io.theriac.local.demo.DemoSummary.Orders;
import io.theriac.local.demo.DemoSummary.Quantiles;
import io.theriac.local.demo.DemoSummary.Throughput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {

  private static final Examples NONE = new Examples(List.of(), List.of());

  @Test
  void shouldSayHowManyOrdersCannotBeChecked() {
    assertThat(text(new Orders(1000, 985), NONE))
        .contains("98.5 % of 1,000 have no ATC code, not checked for interactions");
    assertThat(text(new Orders(1000, 0), NONE)).contains("all have an ATC code");
  }

  @Test
  void shouldShowNoHeadingWithoutExamples() {
    assertThat(text(new Orders(1, 0), NONE))
        .contains("Where to look next")
        .doesNotContain("of the most");
  }

  @Test
  void shouldCountTheExamplesThatThereAre() {
    ExampleRecommendation recommendation =
        new ExampleRecommendation(
            "visit",
            1,
            List.of(new ExampleMedication("metformin", "A10BA02", 0.9, true, List.of("model"))));
    ExampleAlert alert = new ExampleAlert("MAJOR", "a + b", "active-active", "e", "m", "s");

    assertThat(text(new Orders(1, 0), new Examples(List.of(recommendation), List.of(alert, alert))))
        .contains(
            "One of the most telling recommendations", "Two of the most severe interaction alerts");
  }

  private static String text(Orders orders, Examples examples) {
    StringWriter said = new StringWriter();
    DemoSummary summary =
        new DemoSummary(
            "a cohort",
            Map.of("clinical.admissions", 10L),
            orders,
            5,
            4,
            5,
            Map.of(),
            Map.of(),
            0,
            Map.of(),
            null,
            null,
            "No model.",
            Throughput.of(70, 10),
            Throughput.of(30, 10),
            new Latency(new Quantiles(null, null, 0)),
            examples,
            Map.of());
    new SummaryText(summary, new PrintWriter(said)).print();
    return said.toString();
  }
}
