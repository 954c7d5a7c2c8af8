package io.theriac.model.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.schemas.avro.Coding;
import java.util.List;

/** A vocabulary as JSON: a list of codes in the order of their indices. */
public final class VocabularyJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VocabularyJson() {}

  private record Code(
      String system, String code, @JsonInclude(JsonInclude.Include.NON_NULL) String name) {}

  private record Codes(List<Code> codes) {}

  public static String write(Vocabulary vocabulary) {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(
              new Codes(
                  vocabulary.codes().stream()
                      .map(c -> new Code(c.getSystem(), c.getCode(), c.getDisplay()))
                      .toList()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A vocabulary is always JSON.", e);
    }
  }

  /**
   * Reads a vocabulary.
   *
   * @throws IllegalArgumentException if the text is not a vocabulary, or its codes are not in order
   */
  public static Vocabulary read(String json) {
    List<Coding> codes;
    try {
      codes =
          JSON.readValue(json, Codes.class).codes().stream()
              .map(c -> new Coding(c.system(), c.code(), c.name()))
              .toList();
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "A vocabulary must be JSON of the form {\"codes\":[{\"system\":…,\"code\":…}]}.", e);
    }
    Vocabulary vocabulary = new Vocabulary(codes);
    if (!vocabulary.codes().equals(codes)) {
      throw new IllegalArgumentException(
          "The codes of a vocabulary must be sorted by system and code, or indices would change.");
    }
    return vocabulary;
  }
}
