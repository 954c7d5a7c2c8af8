package io.theriac.local.ui;

import io.theriac.model.artifact.ArtifactFacts;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.ModelRelease;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Two versions of a model side by side. */
public final class ModelDiff {

  private static final int CODES_SHOWN = 8;

  private final PrintWriter out;

  public ModelDiff(PrintWriter out) {
    this.out = out;
  }

  /** Prints what was released of both. */
  public void print(ModelRelease one, ModelRelease other) {
    out.printf("  %-20s %28s %28s %12s%n", "", one.getVersion(), other.getVersion(), "difference");
    row("status", one.getStatus(), other.getStatus());
    row("trained", one.getTrainedAt(), other.getTrainedAt());
    Set<String> metrics = new TreeSet<>(one.getMetrics().keySet());
    metrics.addAll(other.getMetrics().keySet());
    for (String metric : metrics) {
      Double a = one.getMetrics().get(metric);
      Double b = other.getMetrics().get(metric);
      out.printf(
          "  %-20s %28s %28s %12s%n",
          metric,
          number(a, "%.4f"),
          number(b, "%.4f"),
          a == null || b == null ? "-" : number(a - b, "%+.4f"));
    }
    row(
        "interactions",
        brief(one.getFingerprints().getDdiKnowledge()),
        brief(other.getFingerprints().getDdiKnowledge()));
    row(
        "schemas",
        brief(one.getFingerprints().getSchemas()),
        brief(other.getFingerprints().getSchemas()));
    out.println(
        "  Metrics are of each version's own test patients, at its own time: the gate's 'quality' in"
            + " 'models show' compares on the same ones.");
    out.flush();
  }

  /** Prints what the artifacts add. */
  public void print(ArtifactFacts one, ArtifactFacts other) {
    out.println();
    row("seed", one.config().seed(), other.config().seed());
    row(
        "threshold",
        number(one.config().threshold(), "%.4f"),
        number(other.config().threshold(), "%.4f"));
    row(
        "penalty",
        number(one.config().decoding().penalty(), "%.2f"),
        number(other.config().decoding().penalty(), "%.2f"));
    row("epochs", one.report().epochs(), other.report().epochs());
    row(
        "training patients",
        one.report().cohort().training().patients(),
        other.report().cohort().training().patients());
    row("network", same(one.config().network(), other.config().network()), "");
    codes("diagnoses", one.vocabularies().diagnoses(), other.vocabularies().diagnoses());
    codes("procedures", one.vocabularies().procedures(), other.vocabularies().procedures());
    codes("medications", one.vocabularies().medications(), other.vocabularies().medications());
    out.flush();
  }

  private void codes(String what, Vocabulary one, Vocabulary other) {
    row(what, one.size(), other.size());
    only("only in the first", one, other);
    only("only in the second", other, one);
  }

  private void only(String where, Vocabulary in, Vocabulary notIn) {
    List<Coding> codes = in.codes().stream().filter(c -> notIn.index(c).isEmpty()).toList();
    if (codes.isEmpty()) {
      return;
    }
    String names =
        String.join(
            ", ",
            codes.stream()
                .limit(CODES_SHOWN)
                .map(c -> c.getCode() + (c.getDisplay() == null ? "" : " " + c.getDisplay()))
                .toList());
    int more = codes.size() - CODES_SHOWN;
    out.printf("      %s: %s%s%n", where, names, more > 0 ? " and %d more".formatted(more) : "");
  }

  private void row(String name, Object one, Object other) {
    out.printf("  %-20s %28s %28s%n", name, one, other);
  }

  private static String same(Object one, Object other) {
    return Objects.equals(one, other) ? "the same" : "differs: see config.json";
  }

  private static String brief(String fingerprint) {
    return fingerprint.substring(0, Math.min(12, fingerprint.length()));
  }

  private static String number(Double value, String format) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
