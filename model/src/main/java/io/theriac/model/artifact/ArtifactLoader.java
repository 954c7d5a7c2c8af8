package io.theriac.model.artifact;

import io.theriac.model.ModelIdentity;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.HistoryEncoder;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.cohort.VocabularyJson;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.drift.Profiler;
import io.theriac.model.drift.Reference;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.NetworkShape;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.SchemaFingerprint;
import io.theriac.schemas.avro.Fingerprints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an artifact whose files were verified. */
final class ArtifactLoader {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactLoader.class);

  private final Path directory;
  private final Manifest manifest;
  private final ModelConfig config;
  private final Vocabularies vocabularies;

  private ArtifactLoader(Path directory, String expectedSha256) {
    this.directory = directory;
    manifest = Manifest.verify(directory, expectedSha256);
    config = ArtifactJson.read(directory.resolve(ArtifactFiles.CONFIG), ModelConfig.class);
    vocabularies =
        new Vocabularies(
            vocabulary(ArtifactFiles.DIAGNOSES),
            vocabulary(ArtifactFiles.PROCEDURES),
            vocabulary(ArtifactFiles.MEDICATIONS),
            vocabulary(ArtifactFiles.LABS));
    if (!vocabularies.fingerprint().equals(config.trainedWith().vocabulary())) {
      throw new ArtifactException(
          "The vocabularies of model %s %s are not those it was trained with: train again."
              .formatted(config.name(), config.version()));
    }
  }

  static ArtifactRecommender load(
      Path directory,
      String expectedSha256,
      Terminology terminology,
      DdiKnowledge ddi,
      ComputeDevice device) {
    ArtifactLoader loader = new ArtifactLoader(directory, expectedSha256);
    loader.warnOfDifferences(terminology, ddi);
    return new ArtifactRecommender(
        loader.identity(),
        loader.loaded(device),
        new HistoryEncoder(loader.vocabularies, terminology, loader.config.cohort()),
        loader.profiler());
  }

  private Optional<Profiler> profiler() {
    if (!manifest.files().containsKey(ArtifactFiles.REFERENCE)) {
      return Optional.empty();
    }
    Reference reference =
        ArtifactJson.read(directory.resolve(ArtifactFiles.REFERENCE), Reference.class);
    return Optional.of(new Profiler(reference, vocabularies));
  }

  static LoadedModel open(Path directory, ComputeDevice device) {
    Path manifest = directory.resolve(ArtifactFiles.MANIFEST);
    try {
      return new ArtifactLoader(directory, Manifest.sha256(manifest)).loaded(device);
    } catch (IOException e) {
      throw new ArtifactException(
          "%s holds no model: name the directory of an artifact.".formatted(directory), e);
    }
  }

  private LoadedModel loaded(ComputeDevice device) {
    float[][] interactions =
        ArtifactJson.read(directory.resolve(ArtifactFiles.INTERACTIONS), InteractionPairs.class)
            .weights(vocabularies.medications().size());
    return new LoadedModel(config, vocabularies, interactions, new NetworkScorer(network(device)));
  }

  static ModelIdentity identity(Path directory, String expectedSha256) {
    return new ArtifactLoader(directory, expectedSha256).identity();
  }

  /** The interaction knowledge is that of training, whose matrix the model uses. */
  private ModelIdentity identity() {
    String model =
        new Fingerprint()
            .add(manifest.files().get(ArtifactFiles.WEIGHTS))
            .add(manifest.files().get(ArtifactFiles.CONFIG))
            .hex();
    return new ModelIdentity(
        config.name(),
        config.version(),
        new Fingerprints(
            model,
            config.trainedWith().vocabulary(),
            config.trainedWith().ddiKnowledge(),
            SchemaFingerprint.current()));
  }

  private Network network(ComputeDevice device) {
    NetworkShape shape =
        NetworkShape.of(
            new EncodedCohort(
                List.of(),
                vocabularies.diagnoses().size(),
                vocabularies.procedures().size(),
                vocabularies.medications().size(),
                new float[0][]));
    try {
      return Network.load(
          directory.resolve(ArtifactFiles.WEIGHTS), config.network(), shape, device.resolve());
    } catch (IOException e) {
      throw new ArtifactException(
          "The weights of model %s %s do not fit its settings: train again."
              .formatted(config.name(), config.version()),
          e);
    }
  }

  private Vocabulary vocabulary(String file) {
    try {
      return VocabularyJson.read(Files.readString(directory.resolve(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new ArtifactException(
          "%s of a model artifact cannot be read: copy the whole artifact again.".formatted(file),
          e);
    }
  }

  private void warnOfDifferences(Terminology terminology, DdiKnowledge ddi) {
    warn("interaction knowledge", config.trainedWith().ddiKnowledge(), ddi.fingerprint());
    warn("code maps", config.trainedWith().terminology(), terminology.fingerprint());
    warn("schemas", config.trainedWith().schemas(), SchemaFingerprint.current());
  }

  private void warn(String what, String trained, String serving) {
    if (!trained.equals(serving)) {
      LOG.warn(
          "Model {} {} was trained with other {} ({}) than this application uses ({}); train again"
              + " to bring them together.",
          config.name(),
          config.version(),
          what,
          trained.substring(0, 12),
          serving.substring(0, 12));
    }
  }
}
