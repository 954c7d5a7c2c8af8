package io.theriac.local.chaos;

import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.schemas.avro.Sex;
import java.time.Instant;
import java.util.List;

/** Outputs of a patient {@code p}, who takes two drugs that interact. */
final class ExampleOutputs {

  private static final Instant ADMITTED = Instant.parse("2024-03-01T08:00:00Z");
  private static final Instant DISCHARGED = Instant.parse("2024-03-04T12:00:00Z");

  static {
    TrustedContracts.ensure();
  }

  private ExampleOutputs() {}

  static ClosedVisit visit(String visit) {
    return ClosedVisit.newBuilder()
        .setPatientKey("p")
        .setVisitId(visit)
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.FEMALE)
        .setBirthYear(1950)
        .setAdmittedAt(ADMITTED)
        .setDischargedAt(DISCHARGED)
        .setMedications(
            List.of(
                order("lisinopril", "C09AA03", visit + "-1"),
                order("losartan", "C09CA01", visit + "-2")))
        .build();
  }

  private static MedicationFact order(String name, String atc, String id) {
    return new MedicationFact(
        new Coding("ATC", atc, name), id, OrderType.OUTPATIENT, false, ADMITTED, null);
  }

  /** The alert that the visit asks for. */
  static DdiAlert requiredOf(ClosedVisit visit) {
    return new RequiredAlerts().of(visit).get(0);
  }

  static DdiAlert alert(DdiAlert alert, AlertState state) {
    return DdiAlert.newBuilder(alert).setState(state).build();
  }

  static Recommendation recommendation(ClosedVisit visit, int revision, String id) {
    return recommendation(visit, revision, id, RecommendationStatus.FINAL);
  }

  static Recommendation recommendation(
      ClosedVisit visit, int revision, String id, RecommendationStatus status) {
    return Recommendation.newBuilder()
        .setRecommendationId(id)
        .setPatientKey(visit.getPatientKey())
        .setVisitId(visit.getVisitId())
        .setRevision(revision)
        .setStatus(status)
        .setVisitClosedAt(visit.getDischargedAt())
        .setVisitNumber(1)
        .setThreshold(0.5)
        .setModelName("graphdiffmed")
        .setModelVersion("1")
        .setFingerprints(new Fingerprints("m", "v", "d", "s"))
        .build();
  }

  static DeadLetter deadLetter(InputPosition of) {
    return DeadLetter.newBuilder()
        .setTopic(of.getTopic())
        .setPartition(of.getPartition())
        .setOffset(of.getOffset())
        .setReasonClass(DeadLetterReason.UNREADABLE_FRAME)
        .setReason("not the wire format")
        .setFailedAt(DISCHARGED)
        .build();
  }
}
