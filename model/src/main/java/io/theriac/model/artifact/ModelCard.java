package io.theriac.model.artifact;

import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Metrics;
import io.theriac.model.net.NetworkConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a model's card from its settings and its report: {@code MODEL_CARD.md}. */
final class ModelCard {

  private static final String TEMPLATE =
      """
      # %s %s

      Recommends medications (ATC level %d) for a hospital visit that has closed, from its diagnoses \
      and procedures and from the patient's earlier visits. Trained %s, seed %d.%s

      **Decision support for clinicians. It is not a medical device, was not clinically validated, \
      and must not order, change or stop a treatment by itself.**

      ## Data

      ```
      %s
      ```

      A visit counts when it has a medication and a diagnosis or procedure; a patient counts with at \
      least %d such visits; the newest %d count. Patients are split %s into %s \
      training, %s validation and %s test. Vocabularies come from the training part, threshold \
      (%s), temperature (%s) and interaction penalty (%s) from the validation part. A medication \
      that reaches the threshold is left out, and listed with its reason, when the penalty for its \
      interactions with more probable ones takes it below.

      %s

      ## Test results

      | | Jaccard | F1 | PRAUC | DDI rate | medications a visit |
      |---|---|---|---|---|---|
      %s
      Averaged over a patient's visits, then over patients; the DDI rate is pooled over predicted \
      pairs. Jaccard with its 95 %% bootstrap interval over patients: %s.
      %s
      ## Limits

      - It repeats what was prescribed, right or wrong: "given" is not "correct".
      - It knows %d diagnoses, %d procedures and %d medications; other codes cannot be used, and are \
      listed with each recommendation.
      - It does not know doses, routes, allergies, pregnancy, kidney or liver function.
      - The results hold for patients like those above; check them on your own before use.
      - Probabilities of rare medications rest on few patients.
      - The DDI rate counts pairs known to the interaction table only. %s
      """;

  private ModelCard() {}

  static String write(ModelConfig config, ModelReport report, Optional<String> begunWith) {
    return TEMPLATE.formatted(
        config.name(),
        config.version(),
        config.cohort().atcLevel().number(),
        config.trainedAt(),
        config.seed(),
        begunWith.map(" Training began with the values of version %s."::formatted).orElse(""),
        report.cohort().describe(),
        config.cohort().minVisits(),
        config.cohort().maxVisits(),
        config.split().by() == Split.By.HASH ? "at random (seeded)" : "in the order of their keys",
        percent(1 - config.split().validation() - config.split().test()),
        percent(config.split().validation()),
        percent(config.split().test()),
        number(config.threshold()),
        number(config.temperature()),
        number(config.decoding().penalty()),
        molecules(config),
        table(report),
        interval(report.intervals().get("jaccard")),
        differences(report.jaccardOverBaselines()),
        report.cohort().diagnoses(),
        report.cohort().procedures(),
        report.cohort().medications(),
        DdiKnowledge.REVIEW_CAVEAT);
  }

  private static String molecules(ModelConfig config) {
    NetworkConfig network = config.network();
    return network.has(NetworkConfig.Part.TRUNK) && network.trunk().molecules()
        ? "The model also learnt from which molecules the medications are made of; they stand in"
            + " `model.safetensors`."
        : "The model knows nothing of molecules.";
  }

  private static String table(ModelReport report) {
    StringBuilder rows = new StringBuilder(row("this model", report.test()));
    report.baselines().forEach((name, metrics) -> rows.append(row(name, metrics)));
    return rows.toString();
  }

  private static String row(String name, Metrics m) {
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            name,
            number(m.jaccard()),
            number(m.f1()),
            number(m.prauc()),
            number(m.ddiRate()),
            number(m.averageMedications()))
        .replace("\r\n", "\n");
  }

  private static String differences(Map<String, Bootstrap.Interval> differences) {
    StringBuilder lines = new StringBuilder();
    differences.forEach(
        (name, difference) ->
            lines.append("Jaccard less that of %s: %s.\n".formatted(name, interval(difference))));
    return lines.toString();
  }

  private static String interval(Bootstrap.Interval interval) {
    return "%s (%s to %s)"
        .formatted(number(interval.value()), number(interval.lower()), number(interval.upper()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
