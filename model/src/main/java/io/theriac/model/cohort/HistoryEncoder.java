package io.theriac.model.cohort;

import io.theriac.model.PatientHistory;
import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns closed visits into indices: the same code in training and in serving. Thread-safe. */
public final class HistoryEncoder {

  private static final int[] NONE = {};

  private final Vocabularies vocabularies;
  private final Terminology terminology;
  private final CohortRules rules;

  public HistoryEncoder(Vocabularies vocabularies, Terminology terminology, CohortRules rules) {
    this.vocabularies = vocabularies;
    this.terminology = terminology;
    this.rules = rules;
  }

  /** Encodes a history to score its current visit, which may have no medications. */
  public EncodedHistory encode(PatientHistory history) {
    List<ClosedVisit> usable = new ArrayList<>();
    List<EncodedVisit> earlier = new ArrayList<>();
    for (ClosedVisit visit : history.visits().subList(0, history.visits().size() - 1)) {
      learnable(visit)
          .ifPresent(
              encoded -> {
                usable.add(visit);
                earlier.add(encoded);
              });
    }
    List<ClosedVisit> visits = new ArrayList<>(newest(usable, rules.maxVisits() - 1));
    visits.add(history.current());
    List<EncodedVisit> encoded = new ArrayList<>(newest(earlier, rules.maxVisits() - 1));
    VisitFacts facts = facts(history.current());
    List<Coding> unknown = new ArrayList<>();
    EncodedVisit current = encode(facts, unknown);
    unknown.addAll(facts.unmapped());
    encoded.add(
        new EncodedVisit(
            current.diagnoses(),
            current.procedures(),
            NONE,
            current.sex(),
            current.age(),
            current.labs(),
            current.day()));
    List<Coding> given =
        facts.medications().stream().sorted(Comparator.comparing(CodeKey::of)).toList();
    return new EncodedHistory(
        new EncodedPatient(history.current().getPatientKey(), List.copyOf(encoded)),
        List.copyOf(visits),
        given,
        List.copyOf(unknown));
  }

  /** A visit with the medications given, as training takes it; empty if it would leave it out. */
  public Optional<EncodedVisit> learnable(ClosedVisit visit) {
    return Optional.of(encode(facts(visit), new ArrayList<>())).filter(HistoryEncoder::usable);
  }

  /** The usable visits among some, in the same order. */
  List<EncodedVisit> usable(List<VisitFacts> visits) {
    return visits.stream()
        .map(facts -> encode(facts, new ArrayList<>()))
        .filter(HistoryEncoder::usable)
        .toList();
  }

  /** The patient with the newest of these usable visits, oldest first. */
  EncodedPatient newest(String patientKey, List<EncodedVisit> usable) {
    return new EncodedPatient(patientKey, newest(usable, rules.maxVisits()));
  }

  private VisitFacts facts(ClosedVisit visit) {
    return VisitFacts.of(visit, terminology, rules.atcLevel());
  }

  private EncodedVisit encode(VisitFacts facts, List<Coding> unknown) {
    return new EncodedVisit(
        vocabularies.diagnoses().indices(facts.diagnoses(), unknown),
        vocabularies.procedures().indices(facts.procedures(), unknown),
        vocabularies.medications().indices(facts.medications(), unknown),
        facts.sex(),
        facts.age(),
        labs(facts.labs()),
        facts.day());
  }

  /** Results of tests that the model knows; all of them, so that a test may stand there twice. */
  private List<LabValue> labs(List<LabFact> labs) {
    if (vocabularies.labs().size() == 0) {
      return List.of();
    }
    List<LabValue> known = new ArrayList<>();
    for (LabFact lab : labs) {
      vocabularies
          .labs()
          .index(VisitFacts.test(lab))
          .ifPresent(test -> known.add(new LabValue(test, (float) lab.getValue())));
    }
    return List.copyOf(known);
  }

  private static boolean usable(EncodedVisit visit) {
    return visit.medications().length > 0
        && visit.diagnoses().length + visit.procedures().length > 0;
  }

  private static <T> List<T> newest(List<T> visits, int most) {
    return List.copyOf(visits.subList(Math.max(0, visits.size() - most), visits.size()));
  }
}
