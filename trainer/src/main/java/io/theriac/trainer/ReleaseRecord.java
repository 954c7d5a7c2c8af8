package io.theriac.trainer;

import io.theriac.model.ModelIdentity;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.release.GateVerdict;
import io.theriac.schemas.avro.ModelRelease;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes down what is released. */
public final class ReleaseRecord {

  /** Metric of a release: the expected calibration error on the test patients. */
  public static final String CALIBRATION_ERROR = "calibrationError";

  /** Metric of a release: how many closed visits were read for its training. */
  public static final String VISITS = "visitsRead";

  private ReleaseRecord() {}

  /** All but parents and time of decision. */
  static ModelRelease.Builder of(
      TrainedModel model,
      GateVerdict verdict,
      String artifactUri,
      String sha256,
      ModelIdentity identity) {
    return ModelRelease.newBuilder()
        .setModelName(model.name())
        .setVersion(model.version())
        .setStatus(verdict.status())
        .setArtifactUri(artifactUri)
        .setSha256(sha256)
        .setFingerprints(identity.fingerprints())
        .setMetrics(metrics(model.report()))
        .setBaselineMetrics(baselines(model.report()))
        .setTrainedAt(model.trainedAt())
        .setReason(verdict.reason())
        .setEvidence(verdict.checks());
  }

  private static Map<String, Double> metrics(ModelReport report) {
    Map<String, Double> all = finite(report.test().asMap(), "");
    all.put(CALIBRATION_ERROR, report.calibration().expectedError());
    all.put(VISITS, (double) report.cohort().visitsRead());
    return all;
  }

  private static Map<String, Double> baselines(ModelReport report) {
    Map<String, Double> all = new LinkedHashMap<>();
    report.baselines().forEach((name, metrics) -> all.putAll(finite(metrics.asMap(), name + ".")));
    return all;
  }

  /** JSON readers downstream know no NaN. */
  private static Map<String, Double> finite(Map<String, Double> metrics, String prefix) {
    Map<String, Double> finite = new LinkedHashMap<>();
    metrics.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            finite.put(prefix + name, value);
          }
        });
    return finite;
  }
}
