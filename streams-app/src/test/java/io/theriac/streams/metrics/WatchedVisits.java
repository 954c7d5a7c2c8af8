package io.theriac.streams.metrics;

import io.theriac.model.PatientHistory;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.drift.Bins;
import io.theriac.model.drift.Profiler;
import io.theriac.model.drift.Reference;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import io.theriac.streams.testing.FixedRecommender;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Final visits, and a model that was trained on as many with hypertension as with diabetes. */
final class WatchedVisits {

  static final String METFORMIN = "A10BA02";
  static final String ENALAPRIL = "C09AA02";
  static final Coding HYPERTENSION = new Coding("ICD-10-CM", "I10", null);
  static final Coding DIABETES = new Coding("ICD-10-CM", "E11.9", null);

  private WatchedVisits() {}

  /** Recommends metformin to everybody. */
  static FixedRecommender model(String version) {
    Vocabularies vocabularies =
        new Vocabularies(
            new Vocabulary(List.of(HYPERTENSION, DIABETES)),
            new Vocabulary(List.of()),
            new Vocabulary(List.of(atc(METFORMIN), atc(ENALAPRIL))),
            new Vocabulary(List.of()));
    Reference reference =
        new Reference(
            new Bins(List.of("0", "0.5"), List.of(500L, 500L)),
            new Bins(List.of("ICD-10-CM I10", "ICD-10-CM E119", "others"), List.of(500L, 500L, 0L)),
            new Bins(List.of("others"), List.of(0L)),
            new Bins(List.of("ATC A10BA02", "ATC C09AA02", "others"), List.of(500L, 500L, 0L)));
    return FixedRecommender.version(version)
        .scoring(METFORMIN, 0.9)
        .scoring(ENALAPRIL, 0.2)
        .watchedBy(new Profiler(reference, vocabularies), vocabularies);
  }

  static ClosedVisit visit(Coding disease, String... given) {
    Instant admitted = Instant.parse("2026-01-01T08:00:00Z");
    return ClosedVisit.newBuilder()
        .setPatientKey("ann")
        .setVisitId("v1")
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.FEMALE)
        .setAdmittedAt(admitted)
        .setDischargedAt(admitted.plusSeconds(3_600))
        .setDiagnoses(List.of(disease))
        .setMedications(Arrays.stream(given).map(WatchedVisits::fact).toList())
        .build();
  }

  /** The model scores the visit, and the watch sees it. */
  static void watch(ModelWatch watch, ModelRole role, FixedRecommender model, ClosedVisit visit) {
    watch.finalVisit(
        role, model, visit, model.score(List.of(new PatientHistory(List.of(visit)))).get(0));
  }

  private static Coding atc(String code) {
    return new Coding("ATC", code, null);
  }

  private static MedicationFact fact(String code) {
    return new MedicationFact(atc(code), "order-" + code, OrderType.INPATIENT, false, null, null);
  }
}
