package io.theriac.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON of artifacts: indented, keys of maps sorted, nothing unknown accepted. */
final class ArtifactJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private ArtifactJson() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An artifact's values are always JSON.", e);
    }
  }

  /**
   * Reads a file of an artifact.
   *
   * @throws ArtifactException if it cannot be read as that
   */
  static <T> T read(Path file, Class<T> type) {
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (JsonProcessingException e) {
      throw new ArtifactException(
          "%s of a model artifact cannot be understood: %s. Serve it with the version of Theriac that wrote it, or train again."
              .formatted(file.getFileName(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new ArtifactException(
          "%s cannot be read: check that it exists and may be read.".formatted(file), e);
    }
  }
}
