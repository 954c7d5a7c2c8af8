package io.theriac.trainer;

import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.ModelReport;
import io.theriac.schemas.avro.ModelRelease;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training from the topic of closed visits to a release: read, train, write, decide, publish.
 */
public final class TrainJob {

  private static final Logger LOG = LoggerFactory.getLogger(TrainJob.class);

  private final VisitReader reader;
  private final Trainer trainer;
  private final ReleasePublisher publisher;
  private final Path models;
  private final ReleaseGate gate;

  /** Is told how a job goes. */
  public interface Listener extends TrainerListener, VisitReader.Progress {

    @Override
    default void read(long done, long total) {}
  }

  /**
   * What came of a job.
   *
   * @param artifact directory of the artifact, also of a rejected one
   */
  public record Result(
      ModelRelease release, Path artifact, ModelReport report, VisitSnapshot visits) {}

  /**
   * A job; the caller closes reader and publisher.
   *
   * @param models directory in which each version gets its own
   * @param gate decides whether the model may serve
   */
  public TrainJob(
      VisitReader reader,
      Trainer trainer,
      ReleasePublisher publisher,
      Path models,
      ReleaseGate gate) {
    this.reader = reader;
    this.trainer = trainer;
    this.publisher = publisher;
    this.models = models;
    this.gate = gate;
  }

  /**
   * Runs the job once.
   *
   * @throws UntrainableException if there is nothing to learn from
   * @throws io.theriac.model.artifact.ArtifactException if the artifact cannot be written, which is
   *     seen to before training
   */
  public Result run(TrainerOptions options, Listener listener) {
    ModelArtifact.requireWritable(models);
    VisitSnapshot visits = reader.read(listener);
    try (TrainedModel model = trainer.train(visits.visits(), options, listener)) {
      Path artifact = models.toAbsolutePath().resolve(model.version());
      String sha256 = model.write(artifact);
      ModelRelease release = release(model, artifact, sha256);
      publisher.publish(release);
      LOG.info(
          "Model {} {} is {}: {}",
          release.getModelName(),
          release.getVersion(),
          release.getStatus(),
          release.getReason());
      return new Result(release, artifact, model.report(), visits);
    }
  }

  private ModelRelease release(TrainedModel model, Path artifact, String sha256) {
    ReleaseGate.Decision decision = gate.decide(model.report());
    return ModelRelease.newBuilder()
        .setModelName(model.name())
        .setVersion(model.version())
        .setStatus(decision.status())
        .setArtifactUri(artifact.toUri().toString())
        .setSha256(sha256)
        .setFingerprints(ModelArtifact.identity(artifact, sha256).fingerprints())
        .setMetrics(finite(model.report().test().asMap(), ""))
        .setBaselineMetrics(baselines(model.report()))
        .setTrainedAt(model.trainedAt())
        .setDecidedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setReason(decision.reason())
        .build();
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
