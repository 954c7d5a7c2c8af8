package io.theriac.model.artifact;

import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.cohort.VocabularyJson;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.drift.Reference;
import io.theriac.model.terminology.Terminology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model on disk: a directory of weights, settings, vocabularies, metrics and a card, with a
 * manifest of their hashes. Nothing in it is executable. The artifact's own hash is the SHA-256 of
 * its {@code manifest.json}.
 */
public final class ModelArtifact {

  /** The file that lists all others, whose hash is the artifact's. */
  public static final String MANIFEST = ArtifactFiles.MANIFEST;

  /** The picture of how training went, where an artifact has one. */
  public static final String LEARNING_CURVES = ArtifactFiles.CURVES;

  private ModelArtifact() {}

  /** Writes weights to a file. */
  @FunctionalInterface
  public interface WeightsWriter {
    void write(Path file) throws IOException;
  }

  /**
   * What an artifact is written from.
   *
   * @param interactions weight of each pair of medications, [medications][medications]
   * @param reference what it saw and said, to tell later whether that has changed
   * @param learningCurves how training went, an SVG picture
   * @param begunWith version of the model whose values training began with
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Content(
      ModelConfig config,
      Vocabularies vocabularies,
      float[][] interactions,
      ModelReport report,
      WeightsWriter weights,
      Optional<Reference> reference,
      Optional<String> learningCurves,
      Optional<String> begunWith) {

    /** An artifact of the least that there is. */
    public Content(
        ModelConfig config,
        Vocabularies vocabularies,
        float[][] interactions,
        ModelReport report,
        WeightsWriter weights) {
      this(
          config,
          vocabularies,
          interactions,
          report,
          weights,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * Writes an artifact; it appears whole or not at all.
   *
   * @param directory must not exist yet
   * @return the artifact's hex SHA-256
   * @throws ArtifactException if it cannot be written
   */
  public static String write(Path directory, Content content) {
    Path target = directory.toAbsolutePath();
    if (Files.exists(target)) {
      throw new ArtifactException(
          "%s exists already: artifacts are never overwritten, choose another version."
              .formatted(target));
    }
    Path temporary = null;
    try {
      Files.createDirectories(target.getParent());
      // Not a temporary directory of the JDK's: nobody else could read the model that becomes of
      // it.
      temporary = Files.createDirectory(target.resolveSibling(".artifact-" + UUID.randomUUID()));
      writeFiles(temporary, content);
      write(temporary, ArtifactFiles.MANIFEST, ArtifactJson.write(Manifest.of(temporary)));
      String sha256 = Manifest.sha256(temporary.resolve(ArtifactFiles.MANIFEST));
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return sha256;
    } catch (IOException e) {
      throw new ArtifactException(
          "Model artifact %s cannot be written: check the disk and its rights.".formatted(target),
          e);
    } finally {
      deleteIfExists(temporary);
    }
  }

  /**
   * Sees before a long training whether artifacts can be written.
   *
   * @param models directory in which each gets its own; it is made where it is missing
   * @throws ArtifactException if it cannot be made or written
   */
  public static void requireWritable(Path models) {
    IOException cause = null;
    try {
      Files.createDirectories(models);
    } catch (IOException e) {
      cause = e;
    }
    if (cause != null || !Files.isWritable(models)) {
      throw new ArtifactException(
          "Models cannot be written to %s: name a directory that can be made and written."
              .formatted(models),
          cause);
    }
  }

  /**
   * Checks that an artifact is whole and is the expected one.
   *
   * @param expectedSha256 hex, as {@link #write} returned it
   * @throws ArtifactException if any file is missing or differs
   */
  public static void verify(Path directory, String expectedSha256) {
    Manifest.verify(directory, expectedSha256);
  }

  /**
   * The names of an artifact's files, its manifest's not among them, by the manifest alone.
   *
   * @param manifest the file
   * @throws ArtifactException if it is not the expected artifact's
   */
  public static Set<String> files(Path manifest, String expectedSha256) {
    return Manifest.read(manifest, expectedSha256).files().keySet();
  }

  /**
   * The hash of an artifact, all files of which are checked against its manifest.
   *
   * @return hex, as {@link #write} returned it
   * @throws ArtifactException if there is no artifact or it is not whole
   */
  public static String sha256(Path directory) {
    try {
      String sha256 = Manifest.sha256(directory.resolve(ArtifactFiles.MANIFEST));
      verify(directory, sha256);
      return sha256;
    } catch (IOException e) {
      throw new ArtifactException(
          "%s holds no model: name the directory of an artifact.".formatted(directory), e);
    }
  }

  /**
   * Verifies and loads an artifact.
   *
   * <p>The model uses the interaction matrix it was trained with, which its weights hold. Where
   * {@code ddi}, {@code terminology} or the schemas differ from those of training, a warning is
   * logged; the recommender's identity names what it really uses.
   *
   * @param terminology maps the drugs of histories to ATC
   * @param ddi the interaction knowledge of the serving application
   * @throws ArtifactException if it is not the expected artifact or cannot be used
   */
  public static Recommender load(
      Path directory,
      String expectedSha256,
      Terminology terminology,
      DdiKnowledge ddi,
      ComputeDevice device) {
    return ArtifactLoader.load(directory, expectedSha256, terminology, ddi, device);
  }

  /**
   * Which model a whole artifact holds.
   *
   * @throws ArtifactException if it is not the expected artifact
   */
  public static ModelIdentity identity(Path directory, String expectedSha256) {
    return ArtifactLoader.identity(directory, expectedSha256);
  }

  /**
   * Loads an artifact to measure it on other data; it is checked against its own manifest only.
   *
   * @return the caller closes its scorer
   * @throws ArtifactException if it is not whole or cannot be used
   */
  public static LoadedModel open(Path directory, ComputeDevice device) {
    return ArtifactLoader.open(directory, device);
  }

  private static void writeFiles(Path directory, Content content) throws IOException {
    Vocabularies vocabularies = content.vocabularies();
    content.weights().write(directory.resolve(ArtifactFiles.WEIGHTS));
    write(directory, ArtifactFiles.CONFIG, ArtifactJson.write(content.config()));
    write(directory, ArtifactFiles.DIAGNOSES, vocabularies.diagnoses());
    write(directory, ArtifactFiles.PROCEDURES, vocabularies.procedures());
    write(directory, ArtifactFiles.MEDICATIONS, vocabularies.medications());
    write(directory, ArtifactFiles.LABS, vocabularies.labs());
    write(
        directory,
        ArtifactFiles.INTERACTIONS,
        ArtifactJson.write(InteractionPairs.of(content.interactions())));
    write(directory, ArtifactFiles.METRICS, ArtifactJson.write(content.report()));
    if (content.reference().isPresent()) {
      write(directory, ArtifactFiles.REFERENCE, ArtifactJson.write(content.reference().get()));
    }
    if (content.learningCurves().isPresent()) {
      write(directory, ArtifactFiles.CURVES, content.learningCurves().get());
    }
    write(
        directory,
        ArtifactFiles.CARD,
        ModelCard.write(content.config(), content.report(), content.begunWith()));
  }

  private static void write(Path directory, String name, Vocabulary vocabulary) throws IOException {
    write(directory, name, VocabularyJson.write(vocabulary));
  }

  private static void write(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static void deleteIfExists(Path directory) {
    if (directory == null || !Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ArtifactException("%s cannot be deleted: delete it.".formatted(directory), e);
    }
  }
}
