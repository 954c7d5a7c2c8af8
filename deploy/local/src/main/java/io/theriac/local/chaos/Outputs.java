package io.theriac.local.chaos;

import io.theriac.local.topic.OutputListener;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.InputPosition;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything on the output topics in the order of each partition, reduced to what a check needs, so
 * that the outputs of hours fit in memory.
 */
public final class Outputs implements OutputListener {

  private final List<Visit> visits = new ArrayList<>();
  private final List<Made> recommendations = new ArrayList<>();
  private final List<DdiAlert> alerts = new ArrayList<>();
  private final List<InputPosition> deadLetters = new ArrayList<>();

  /**
   * A record on the visits topic.
   *
   * @param key {@code patient|visit}
   * @param content a digest of the visit; empty if it was taken back
   */
  public record Visit(String key, Optional<String> content) {}

  /**
   * A record on the recommendations topic.
   *
   * @param visit {@code patient|visit}
   * @param closedAt the discharge it speaks of
   * @param stands whether it recommends; a retraction does not
   * @param isFinal whether it is the one after coding has ended
   */
  public record Made(
      String visit, String id, int revision, Instant closedAt, boolean stands, boolean isFinal) {}

  @Override
  public void visit(String key, ClosedVisit contentOrNull) {
    visits.add(new Visit(key, Optional.ofNullable(contentOrNull).map(Digest::of)));
  }

  @Override
  public void recommendation(Recommendation each) {
    recommendations.add(
        new Made(
            each.getPatientKey() + "|" + each.getVisitId(),
            each.getRecommendationId(),
            each.getRevision(),
            each.getVisitClosedAt(),
            each.getStatus() != RecommendationStatus.RETRACTED,
            each.getStatus() == RecommendationStatus.FINAL));
  }

  @Override
  public void alert(DdiAlert alert) {
    alerts.add(alert);
  }

  @Override
  public void deadLetter(DeadLetter each) {
    deadLetters.add(new InputPosition(each.getTopic(), each.getPartition(), each.getOffset()));
  }

  public List<Visit> visits() {
    return visits;
  }

  /** All revisions and retractions. */
  public List<Made> recommendations() {
    return recommendations;
  }

  /** Alerts in all their states. */
  public List<DdiAlert> alerts() {
    return alerts;
  }

  /** Where the records that were set aside had come from. */
  public List<InputPosition> deadLetters() {
    return deadLetters;
  }

  /** Number of visits that stand on their topic. */
  public long finalVisits() {
    Map<String, Optional<String>> last = new HashMap<>();
    visits.forEach(visit -> last.put(visit.key(), visit.content()));
    return last.values().stream().filter(Optional::isPresent).count();
  }

  /** So many records in all: whether more have come. */
  public long size() {
    return (long) visits.size() + recommendations.size() + alerts.size() + deadLetters.size();
  }
}
