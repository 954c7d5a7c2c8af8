package io.theriac.trainer;

import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.ModelConfig;
import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.decode.DecodingSearch;
import io.theriac.model.drift.Reference;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.SchemaFingerprint;
import io.theriac.trainer.loop.TrainedNetwork;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A trained and measured model in memory; closing it frees native memory. */
public final class TrainedModel implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final TrainerOptions options;
  private final Cohort cohort;
  private final NetworkScorer scorer;
  private final DecodingSearch.Candidate chosen;
  private final TrainedNetwork trained;
  private final ModelReport report;
  private final Reference reference;
  private final Instant trainedAt;
  private final Sources sources;

  /**
   * What it was made of.
   *
   * @param terminology hex SHA-256
   * @param ddiKnowledge hex SHA-256
   * @param begunWith version of the model it began with
   */
  record Sources(String terminology, String ddiKnowledge, Optional<String> begunWith) {}

  TrainedModel(
      TrainerOptions options,
      Cohort cohort,
      NetworkScorer scorer,
      DecodingSearch.Candidate chosen,
      TrainedNetwork trained,
      ModelReport report,
      Reference reference,
      Instant trainedAt,
      Sources sources) {
    this.options = options;
    this.cohort = cohort;
    this.scorer = scorer;
    this.chosen = chosen;
    this.trained = trained;
    this.report = report;
    this.reference = reference;
    this.trainedAt = trainedAt;
    this.sources = sources;
  }

  /** How good it is. */
  public ModelReport report() {
    return report;
  }

  /** The probability from which a medication is selected. */
  public double threshold() {
    return chosen.threshold();
  }

  /** What interactions take off a logit when medications are chosen; 0 if nothing. */
  public double penalty() {
    return chosen.decoding().penalty();
  }

  /** What the logits are divided by. */
  public double temperature() {
    return trained.temperature();
  }

  /** When training ended. */
  public Instant trainedAt() {
    return trainedAt;
  }

  /** Which seed it was trained with. */
  public int seed() {
    return options.seeds().get(0);
  }

  /** The name its releases go by. */
  public String name() {
    return options.modelName();
  }

  /** When training ended, and a short hash of what was learnt from and what came out. */
  public String version() {
    String hash =
        new Fingerprint()
            .add(cohort.vocabularies().fingerprint())
            .add(cohort.summary().describe())
            .add(report.test().toString())
            .add(Integer.toString(seed()))
            .hex();
    return TIME.format(trainedAt) + "-" + hash.substring(0, 8);
  }

  /**
   * Writes the model as an artifact.
   *
   * @return the artifact's hex SHA-256
   * @throws io.theriac.model.artifact.ArtifactException if it cannot be written
   */
  public String write(Path directory) {
    return ModelArtifact.write(
        directory,
        new ModelArtifact.Content(
            config(),
            cohort.vocabularies(),
            cohort.interactions(),
            report,
            scorer.network()::save,
            Optional.of(reference),
            Optional.of(LearningCurves.svg(name() + " " + version(), trained)),
            sources.begunWith()));
  }

  private ModelConfig config() {
    return new ModelConfig(
        name(),
        version(),
        trainedAt.toString(),
        scorer.network().config(),
        options.rules(),
        chosen.threshold(),
        chosen.decoding(),
        trained.temperature(),
        seed(),
        options.split(),
        new ModelConfig.Provenance(
            cohort.vocabularies().fingerprint(),
            sources.ddiKnowledge(),
            SchemaFingerprint.current(),
            sources.terminology(),
            cohort.trainingPatients()));
  }

  @Override
  public void close() {
    scorer.close();
  }
}
