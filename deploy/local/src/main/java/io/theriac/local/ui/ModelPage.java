package io.theriac.local.ui;

import io.theriac.model.artifact.ArtifactFacts;
import io.theriac.model.eval.Bootstrap;
import io.theriac.schemas.avro.ModelRelease;
import java.io.PrintWriter;
import java.util.Locale;

/** One version of a model, whole. */
public final class ModelPage {

  private final PrintWriter out;

  public ModelPage(PrintWriter out) {
    this.out = out;
  }

  /** Prints what was released. */
  public void print(ModelRelease release) {
    out.printf("Model %s, version %s%n", release.getModelName(), release.getVersion());
    line(
        "status",
        release.getStatus()
            + (release.getPinned() ? ", pinned" : "")
            + (release.getTrial() == null ? "" : ", " + ModelList.trial(release)));
    line("decided", release.getDecidedAt().toString());
    line("why", release.getReason());
    line("trained", release.getTrainedAt().toString());
    line(
        "parents",
        release.getParents().isEmpty() ? "none" : String.join(", ", release.getParents()));
    line("artifact", release.getArtifactUri());
    line("sha256", release.getSha256());
    line("vocabulary", release.getFingerprints().getVocabulary());
    line("interactions", release.getFingerprints().getDdiKnowledge());
    out.printf("%nTest patients%n");
    new MetricsTable(out).print(release.getMetrics(), release.getBaselineMetrics());
    if (!release.getEvidence().isEmpty()) {
      out.printf("%nAcceptance gate%n");
      new EvidenceTable(out).print(release.getEvidence());
    }
    out.flush();
  }

  /** Prints what its artifact adds. */
  public void print(ArtifactFacts facts) {
    out.printf("%nTraining%n");
    facts.report().cohort().describe().lines().forEach(each -> out.println("  " + each));
    Bootstrap.Interval jaccard = facts.report().intervals().get("jaccard");
    out.printf(
        Locale.ROOT,
        "  epochs: %d, the best was %d; seed %d; threshold %.3f, interaction penalty %.2f, temperature %.3f%n",
        facts.report().epochs(),
        facts.report().bestEpoch(),
        facts.config().seed(),
        facts.config().threshold(),
        facts.config().decoding().penalty(),
        facts.config().temperature());
    if (jaccard != null) {
      out.printf(
          Locale.ROOT,
          "  test Jaccard %.4f, 95 %% interval %.4f to %.4f%n",
          jaccard.value(),
          jaccard.lower(),
          jaccard.upper());
    }
    out.flush();
  }

  private void line(String name, String value) {
    out.printf("  %-13s %s%n", name, value);
  }
}
