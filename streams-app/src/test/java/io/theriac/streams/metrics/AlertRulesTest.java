package io.theriac.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.streams.testing.FixedRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Alert rules that name what is not there would never fire. */
class AlertRulesTest {

  private static final Path RULES = Path.of("../deploy/prometheus/theriac-alerts.yaml");
  private static final Path HELP = Path.of("../docs/model-operations.md");
  private static final Pattern METRIC = Pattern.compile("(theriac_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

  private static final List<JsonNode> RULE_LIST = new ArrayList<>();
  private static String scrape;

  @BeforeAll
  static void readRulesAndMetrics() throws IOException {
    JsonNode groups = new YAMLMapper().readTree(Files.readString(RULES)).get("groups");
    groups.forEach(group -> group.get("rules").forEach(RULE_LIST::add));
    scrape = everything().scrape();
  }

  /** All that the application counts, each at least once. */
  private static PrometheusMeterRegistry everything() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AppMetrics metrics = new AppMetrics(registry);
    FixedRecommender model = WatchedVisits.model("1");
    metrics.readiness(() -> true);
    metrics.modelServes(model.identity());
    metrics.alert(AlertState.RAISED, DdiSeverity.MAJOR);
    metrics.visitClosed();
    metrics.unknownCodes("NDC", 1);
    metrics.trials().runs("2", TrialMode.SHADOW, 1);
    WatchedVisits.watch(
        metrics.watch(),
        ModelRole.ACTIVE,
        model,
        WatchedVisits.visit(WatchedVisits.DIABETES, WatchedVisits.METFORMIN));
    return registry;
  }

  @Test
  void shouldNameOnlyMetricsAndLabelsThatExist() {
    assertThat(RULE_LIST)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            rule -> {
              Matcher metric = METRIC.matcher(rule.get("expr").asText());
              while (metric.find()) {
                List<String> lines = lines(metric.group(1));
                assertThat(lines).as(metric.group(1)).isNotEmpty();
                Matcher label = LABEL.matcher(metric.group(2) == null ? "" : metric.group(2));
                while (label.find()) {
                  String is = label.group(1) + "=\"" + label.group(2) + "\"";
                  assertThat(lines).as(metric.group()).anyMatch(line -> line.contains(is));
                }
              }
            });
  }

  @Test
  void shouldSayWhatItMeansAndWhatToDo() throws IOException {
    String help = Files.readString(HELP);
    assertThat(RULE_LIST)
        .allSatisfy(
            rule -> {
              assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/description").asText()).isNotBlank();
              assertThat(help).contains(rule.get("alert").asText());
            });
    assertThat(RULE_LIST).extracting(rule -> rule.get("alert").asText()).doesNotHaveDuplicates();
  }

  private static List<String> lines(String metric) {
    return scrape
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .toList();
  }
}
