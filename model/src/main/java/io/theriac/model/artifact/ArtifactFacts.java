package io.theriac.model.artifact;

import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.VocabularyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a whole artifact says of itself, without its weights: to show and to compare models. */
public record ArtifactFacts(ModelConfig config, Vocabularies vocabularies, ModelReport report) {

  /**
   * Reads them.
   *
   * @param directory of an artifact that was verified
   * @throws ArtifactException if it cannot be read, or another version of Theriac wrote it
   */
  public static ArtifactFacts read(Path directory) {
    try {
      return new ArtifactFacts(
          ArtifactJson.read(directory.resolve(ArtifactFiles.CONFIG), ModelConfig.class),
          new Vocabularies(
              VocabularyJson.read(Files.readString(directory.resolve(ArtifactFiles.DIAGNOSES))),
              VocabularyJson.read(Files.readString(directory.resolve(ArtifactFiles.PROCEDURES))),
              VocabularyJson.read(Files.readString(directory.resolve(ArtifactFiles.MEDICATIONS))),
              VocabularyJson.read(Files.readString(directory.resolve(ArtifactFiles.LABS)))),
          ArtifactJson.read(directory.resolve(ArtifactFiles.METRICS), ModelReport.class));
    } catch (IOException | IllegalArgumentException e) {
      throw new ArtifactException(
          "The vocabularies of %s cannot be read: copy the whole artifact again."
              .formatted(directory),
          e);
    }
  }
}
