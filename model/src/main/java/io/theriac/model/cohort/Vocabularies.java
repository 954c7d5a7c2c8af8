package io.theriac.model.cohort;

import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.avro.Coding;
import java.util.List;

/**
 * The vocabularies of a model.
 *
 * @param medications codes of the model's medications, ATC of one level
 * @param labs laboratory tests, each in one unit; empty where the model does not use them
 */
public record Vocabularies(
    Vocabulary diagnoses, Vocabulary procedures, Vocabulary medications, Vocabulary labs) {

  /** Without laboratory tests. */
  public Vocabularies(Vocabulary diagnoses, Vocabulary procedures, Vocabulary medications) {
    this(diagnoses, procedures, medications, new Vocabulary(List.of()));
  }

  /** Hex SHA-256 of all of them. */
  public String fingerprint() {
    return new Fingerprint()
        .add(diagnoses.fingerprint())
        .add(procedures.fingerprint())
        .add(medications.fingerprint())
        .add(labs.fingerprint())
        .hex();
  }

  /** The medications' ATC codes by index. */
  public List<String> atcCodes() {
    return medications.codes().stream().map(Coding::getCode).toList();
  }
}
