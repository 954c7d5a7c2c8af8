package io.theriac.streams.fold;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.ClosedRevision;
import io.theriac.state.Consequence;
import io.theriac.state.Outcome;
import io.theriac.streams.Collaborators;
import io.theriac.streams.RecommenderTopology;
import io.theriac.streams.alerts.DrugsChanged;
import io.theriac.streams.recommend.PendingVisit;
import io.theriac.streams.recommend.WithdrawnVisit;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells recommender, alerts and topics what came of an event. */
final class Announcements {

  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final Collaborators with;
  private final ProcessorContext<String, Object> context;

  Announcements(Collaborators with, ProcessorContext<String, Object> context) {
    this.with = with;
    this.context = context;
  }

  /**
   * @param cause the record that brought it about; empty if time alone did
   */
  void tell(Consequence consequence, Optional<InputPosition> cause) {
    if (consequence instanceof Consequence.Closed closed) {
      tellClosed(closed, cause);
    } else if (consequence instanceof Consequence.Withdrawn withdrawn) {
      tellWithdrawn(withdrawn, cause);
    } else if (consequence instanceof Consequence.Sent sent) {
      PatientMove move = sent.move();
      forward(MoveKey.of(move), move, sent.at(), RecommenderTopology.WRITE_PATIENT_MOVES);
    }
    DrugsChanged.of(consequence)
        .forEach(
            change ->
                forward(
                    change.patientKey(),
                    change,
                    change.occurredAt(),
                    RecommenderTopology.CHECK_INTERACTIONS));
  }

  /** Counts what was told of an event, once all of it is. */
  void count(Outcome outcome) {
    if (outcome instanceof Outcome.Applied applied) {
      applied.consequences().forEach(this::count);
    }
  }

  void count(Consequence consequence) {
    if (consequence instanceof Consequence.Closed closed) {
      count(closed.revision());
    } else if (consequence instanceof Consequence.Withdrawn) {
      with.metrics().visitWithdrawn();
    } else if (consequence instanceof Consequence.Abandoned) {
      with.metrics().visitAbandoned();
    } else if (consequence instanceof Consequence.Oversized oversized) {
      with.metrics().visitOversized();
      LOG.warn(
          "A visit of {} bytes is more than output.max.bytes: raise it, and its next revision is published.",
          oversized.bytes());
    } else if (consequence instanceof Consequence.Sent sent) {
      with.metrics().moveSent(sent.move().getKind());
    }
  }

  private void count(ClosedRevision revision) {
    if (revision.revision() == 1) {
      with.metrics().visitClosed();
    } else {
      with.metrics().visitRevised();
    }
    if (revision.isFinal()) {
      with.metrics().visitFinal();
    }
  }

  private void tellClosed(Consequence.Closed closed, Optional<InputPosition> cause) {
    ClosedRevision revision = closed.revision();
    ClosedVisit visit = revision.visit();
    forward(
        visit.getPatientKey(),
        new PendingVisit(
            visit.getPatientKey(),
            visit.getVisitId(),
            revision.revision(),
            revision.visitNumber(),
            revision.isFinal(),
            visit.getDischargedAt(),
            closed.at(),
            Instant.ofEpochMilli(with.clock().millis()),
            cause),
        closed.at(),
        RecommenderTopology.RECOMMEND);
    if (revision.isFinal()) {
      toVisits(visit.getPatientKey(), visit.getVisitId(), visit, closed.at());
    }
  }

  private void tellWithdrawn(Consequence.Withdrawn visit, Optional<InputPosition> cause) {
    forward(
        visit.patientKey(),
        new WithdrawnVisit(
            visit.patientKey(),
            visit.visitId(),
            visit.revision(),
            visit.standing(),
            visit.at(),
            cause),
        visit.at(),
        RecommenderTopology.RECOMMEND);
    if (visit.published()) {
      toVisits(visit.patientKey(), visit.visitId(), null, visit.at());
    }
  }

  /** The final visit, or null to take it back. */
  private void toVisits(String patient, String visit, ClosedVisit contentOrNull, Instant at) {
    forward(patient + "|" + visit, contentOrNull, at, RecommenderTopology.WRITE_VISITS);
  }

  private void forward(String key, Object value, Instant at, String child) {
    context.forward(new Record<>(key, value, Math.max(0, at.toEpochMilli())), child);
  }
}
