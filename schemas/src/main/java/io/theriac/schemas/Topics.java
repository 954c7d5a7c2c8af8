package io.theriac.schemas;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.avro.MedicationOrder;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.schemas.avro.Procedure;
import io.theriac.schemas.avro.Recommendation;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** Every topic of Theriac: the only place where a topic name stands. */
public final class Topics {

  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

  private final String prefix;

  private Topics(String prefix) {
    this.prefix = prefix;
  }

  /** The topics by their plain names. */
  public static Topics standard() {
    return new Topics("");
  }

  /**
   * The topics of one tenant or environment.
   *
   * @param prefix put before every name as it is, for example {@code "ward7."}
   * @throws IllegalArgumentException if Kafka would not take such a name
   */
  public static Topics withPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "Topic prefix '%s' is not valid: use up to 100 letters, digits, '.', '_' and '-'."
              .formatted(prefix));
    }
    return new Topics(prefix);
  }

  /** What stands before every name. */
  public String prefix() {
    return prefix;
  }

  public Topic<Admission> admissions() {
    return clinical("clinical.admissions", Admission.class);
  }

  public Topic<PatientUpdate> patients() {
    return clinical("clinical.patients", PatientUpdate.class);
  }

  public Topic<Diagnosis> diagnoses() {
    return clinical("clinical.diagnoses", Diagnosis.class);
  }

  public Topic<Procedure> procedures() {
    return clinical("clinical.procedures", Procedure.class);
  }

  public Topic<LabResult> labs() {
    return clinical("clinical.labs", LabResult.class);
  }

  public Topic<MedicationOrder> medications() {
    return clinical("clinical.medications", MedicationOrder.class);
  }

  public Topic<Recommendation> recommendations() {
    return new Topic<>(prefix + "theriac.recommendations", Recommendation.class, TopicKind.OUTPUT);
  }

  /** What a candidate model on trial says beside the active one; nobody acts on it. */
  public Topic<Recommendation> shadowRecommendations() {
    return new Topic<>(
        prefix + "theriac.shadow-recommendations", Recommendation.class, TopicKind.OUTPUT);
  }

  public Topic<DdiAlert> ddiAlerts() {
    return new Topic<>(prefix + "theriac.ddi-alerts", DdiAlert.class, TopicKind.OUTPUT);
  }

  /** Closed visits; the key is {@code patient|visit}. */
  public Topic<ClosedVisit> visits() {
    return new Topic<>(prefix + "theriac.visits", ClosedVisit.class, TopicKind.TABLE);
  }

  /**
   * What patient keys have to tell one another in merges and erasures; the application's own. The
   * key is one a message, and a message taken is deleted by a null.
   */
  public Topic<PatientMove> patientMoves() {
    return new Topic<>(prefix + "theriac.patient-moves", PatientMove.class, TopicKind.TABLE);
  }

  /**
   * Decisions about models. Every decision stands under {@code name|version}: the latest word on
   * that version. ACTIVE stands under the model's name, too: the version to serve. So compaction
   * keeps both whatever is decided about other versions.
   */
  public Topic<ModelRelease> modelReleases() {
    return new Topic<>(prefix + "theriac.model-releases", ModelRelease.class, TopicKind.TABLE);
  }

  public Topic<DeadLetter> deadLetters() {
    return new Topic<>(prefix + "theriac.dead-letters", DeadLetter.class, TopicKind.DEAD_LETTERS);
  }

  /** Dead letters that were put back on their topics; the key is the position of their record. */
  public Topic<DeadLetterReplay> deadLetterReplays() {
    return new Topic<>(
        prefix + "theriac.dead-letter-replays", DeadLetterReplay.class, TopicKind.TABLE);
  }

  /** The topics that integration engines write. */
  public List<Topic<? extends SpecificRecord>> clinical() {
    return List.of(admissions(), patients(), diagnoses(), procedures(), labs(), medications());
  }

  /**
   * The topics that the application reads records of patients from: what may become dead letters.
   */
  public List<Topic<? extends SpecificRecord>> inputs() {
    return Stream.concat(clinical().stream(), Stream.of(patientMoves())).toList();
  }

  /** All topics. */
  public List<Topic<? extends SpecificRecord>> all() {
    return Stream.concat(
            clinical().stream(),
            Stream.of(
                recommendations(),
                shadowRecommendations(),
                ddiAlerts(),
                visits(),
                patientMoves(),
                modelReleases(),
                deadLetters(),
                deadLetterReplays()))
        .toList();
  }

  private <V extends SpecificRecord> Topic<V> clinical(String name, Class<V> type) {
    return new Topic<>(prefix + name, type, TopicKind.CLINICAL);
  }
}
