package io.theriac.streams.serving;

import io.theriac.model.Recommender;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a model from its artifact. */
@FunctionalInterface
public interface RecommenderLoader {

  /**
   * Verifies and loads an artifact.
   *
   * @param sha256 hex SHA-256 that the release names
   * @throws IOException if the artifact cannot be read, or is not the one the release names
   */
  Recommender load(Path artifact, String sha256) throws IOException;
}
