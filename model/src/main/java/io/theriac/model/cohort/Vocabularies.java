package io.theriac.model.cohort;

import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.avro.Coding;
import java.util.List;

/**
 * The three vocabularies of a model.
 *
 * @param medications ATC codes, all of the model's level
 */
public record Vocabularies(Vocabulary diagnoses, Vocabulary procedures, Vocabulary medications) {

  /** Hex SHA-256 of all three. */
  public String fingerprint() {
    return new Fingerprint()
        .add(diagnoses.fingerprint())
        .add(procedures.fingerprint())
        .add(medications.fingerprint())
        .hex();
  }

  /** The medications' ATC codes by index. */
  public List<String> atcCodes() {
    return medications.codes().stream().map(Coding::getCode).toList();
  }
}
