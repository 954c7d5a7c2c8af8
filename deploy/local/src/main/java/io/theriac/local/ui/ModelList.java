package io.theriac.local.ui;

import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.trainer.ReleaseRecord;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The versions of a model, a line each. */
public final class ModelList {

  private static final int REASON = 60;

  private final PrintWriter out;

  public ModelList(PrintWriter out) {
    this.out = out;
  }

  /** Prints all versions, the one decided last first. */
  public void print(String modelName, ReleaseBook book) {
    Optional<String> serving = book.serving().map(ModelRelease::getVersion);
    out.printf(
        "Model %s: %s.%n",
        modelName, serving.map("version %s serves"::formatted).orElse("no version serves"));
    if (book.all().isEmpty()) {
      out.println("It has no versions: './theriac train' makes one.");
      out.flush();
      return;
    }
    out.println();
    out.printf(
        "  %-26s %-12s %-20s %8s %8s %8s  %s%n",
        "VERSION", "STATUS", "DECIDED", "JACCARD", "DDI RATE", "VISITS", "WHY");
    for (ModelRelease release : book.all()) {
      out.printf(
          "%s %-26s %-12s %-20s %8s %8s %8s  %s%n",
          serving.filter(release.getVersion()::equals).isPresent() ? "*" : " ",
          release.getVersion(),
          release.getStatus(),
          Instant.ofEpochSecond(release.getDecidedAt().getEpochSecond()),
          number(release, "jaccard", "%.4f"),
          number(release, "ddiRate", "%.4f"),
          number(release, ReleaseRecord.VISITS, "%,.0f"),
          shortened(marks(release) + release.getReason()));
    }
    out.println();
    out.println("* serves; './theriac models show VERSION' says more.");
    out.flush();
  }

  /** A decision in a sentence. */
  public static String sentence(ModelRelease release) {
    String what =
        switch (release.getStatus()) {
          case ACTIVE -> release.getPinned() ? "serves, pinned" : "serves";
          case ROLLED_BACK -> "is rolled back";
          case CANDIDATE -> release.getTrial() == null ? "is a candidate" : "is " + trial(release);
          default -> "is " + release.getStatus();
        };
    return "Version %s of %s %s. %s"
        .formatted(release.getVersion(), release.getModelName(), what, release.getReason());
  }

  /** How a candidate is tried. */
  static String trial(ModelRelease release) {
    return String.format(
        Locale.ROOT,
        "on trial: %s, %s %% of the patients",
        release.getTrial().getMode().toString().toLowerCase(Locale.ROOT),
        percent(release.getTrial().getShare()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100).replace(".0", "");
  }

  private static String marks(ModelRelease release) {
    return (release.getPinned() ? "[pinned] " : "")
        + (release.getTrial() == null ? "" : "[" + trial(release) + "] ");
  }

  private static String number(ModelRelease release, String metric, String format) {
    Double value = release.getMetrics().get(metric);
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String shortened(String text) {
    return text.length() <= REASON ? text : text.substring(0, REASON - 1) + "…";
  }
}
