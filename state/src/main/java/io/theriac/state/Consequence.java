package io.theriac.state;

import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What others must hear of when rows have changed; in the order in which it came about. */
public sealed interface Consequence {

  /** Event time of what brought it about. */
  Instant at();

  /** A visit has closed, the content of a closed one has changed, or its coding has ended. */
  record Closed(ClosedRevision revision, Instant at) implements Consequence {}

  /**
   * A visit holds more than can be published: it does not close, or stays as it was closed before,
   * and does not become final.
   *
   * @param byEvent whether the event itself made it so; otherwise its time has come, and the bound
   *     is lower than it was when its facts came
   */
  record Oversized(String patientKey, String visitId, int bytes, boolean byEvent, Instant at)
      implements Consequence {}

  /**
   * A visit is no longer closed, or no longer there: what was said of it must be taken back.
   *
   * @param revision of the withdrawal, later than all that was published of the visit
   * @param published whether the visit stands among the final ones
   * @param standing the recommendation that stands, if one does
   * @param alerts those that stand on ground that is gone
   */
  record Withdrawn(
      String patientKey,
      String visitId,
      int revision,
      boolean published,
      Optional<Recommendation> standing,
      List<DdiAlert> alerts,
      Instant at)
      implements Consequence {

    public Withdrawn {
      alerts = List.copyOf(alerts);
    }
  }

  /** A visit that was closed or cancelled is open again. */
  record Reopened(String patientKey, String visitId, Instant at) implements Consequence {}

  /** An open visit of the patient may have more orders since records were merged. */
  record Joined(String patientKey, String visitId, Instant at) implements Consequence {}

  /** Nothing was heard of a visit for too long. */
  record Abandoned(String patientKey, String visitId, Instant at) implements Consequence {}

  /** Another patient key, perhaps of another partition, must be told something. */
  record Sent(PatientMove move, Instant at) implements Consequence {}

  /** Orders of the patient may have ended without an event that says so. */
  record OrdersEnded(String patientKey, Instant at) implements Consequence {}
}
