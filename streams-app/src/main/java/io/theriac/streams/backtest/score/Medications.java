package io.theriac.streams.backtest.score;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import io.theriac.streams.config.UserError;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The medications that any of the compared models knows, by ATC code: one measure for all. */
public final class Medications {

  private final List<Coding> codings;
  private final Map<String, Integer> indices = new HashMap<>();
  private final AtcLevel level;
  private final Terminology terminology;

  private Medications(List<Coding> codings, AtcLevel level, Terminology terminology) {
    this.codings = codings;
    this.level = level;
    this.terminology = terminology;
    for (int i = 0; i < codings.size(); i++) {
      indices.put(codings.get(i).getCode(), i);
    }
  }

  /**
   * The medications of these models.
   *
   * @throws UserError if the models recommend at different levels of ATC
   */
  public static Medications of(List<Recommender> models, Terminology terminology) {
    Map<String, Coding> byCode = new TreeMap<>();
    Set<AtcLevel> levels = new HashSet<>();
    for (Recommender model : models) {
      for (ScoredMedication each : model.score(List.of(nobody())).get(0).medications()) {
        Coding coding = each.medication();
        byCode.putIfAbsent(coding.getCode(), coding);
        levels.add(AtcLevel.of(coding.getCode()).orElseThrow());
      }
    }
    if (levels.size() > 1) {
      throw new UserError(
          "The models recommend at different levels of ATC (%s) and cannot be compared: run one backtest for each level."
              .formatted(levels));
    }
    return new Medications(List.copyOf(byCode.values()), levels.iterator().next(), terminology);
  }

  private static PatientHistory nobody() {
    Instant then = Instant.parse("2000-01-01T00:00:00Z");
    return new PatientHistory(
        List.of(
            ClosedVisit.newBuilder()
                .setPatientKey("nobody")
                .setVisitId("none")
                .setPatientClass(PatientClass.INPATIENT)
                .setSex(Sex.UNKNOWN)
                .setAdmittedAt(then)
                .setDischargedAt(then)
                .build()));
  }

  public int size() {
    return codings.size();
  }

  /** Code and name of a medication. */
  public Coding coding(int index) {
    return codings.get(index);
  }

  /** Index of an ATC code; empty if no model knows it. */
  public Optional<Integer> index(String atc) {
    return Optional.ofNullable(indices.get(atc));
  }

  /** What a visit gave: as a model's own encoder sees it. */
  public Given given(ClosedVisit visit) {
    Set<String> codes = new HashSet<>();
    for (MedicationFact fact : visit.getMedications()) {
      terminology.concept(fact.getMedication(), level).ifPresent(c -> codes.add(c.getCode()));
    }
    int[] known =
        codes.stream().flatMap(c -> index(c).stream()).mapToInt(i -> i).sorted().toArray();
    return new Given(known, codes.size() - known.length);
  }

  /** Which of them interact: [medications][medications], 0 or 1. */
  public float[][] interactions(DdiKnowledge knowledge) {
    return knowledge.matrix(codings.stream().map(Coding::getCode).toList());
  }

  /**
   * Medications given at a visit.
   *
   * @param known ascending
   * @param outside how many no model knows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Given(int[] known, int outside) {}
}
