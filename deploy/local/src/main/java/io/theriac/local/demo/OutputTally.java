package io.theriac.local.demo;

import io.theriac.local.topic.OutputListener;
import io.theriac.local.topic.OutputReader;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything committed to the output topics so far, as an alerting service would read it. */
public final class OutputTally implements AutoCloseable {

  private final OutputReader reader;
  private final Map<String, ClosedVisit> visits = new LinkedHashMap<>();
  private final List<Recommendation> recommendations = new ArrayList<>();
  private final List<DdiAlert> alerts = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  /**
   * @param clientProperties addresses and security of the clients
   */
  public OutputTally(Map<String, String> clientProperties, Topics topics) {
    reader = new OutputReader(clientProperties, topics, new Keeper());
  }

  private final class Keeper implements OutputListener {

    @Override
    public void visit(String key, ClosedVisit contentOrNull) {
      if (contentOrNull == null) {
        visits.remove(key);
      } else {
        visits.put(key, contentOrNull);
      }
    }

    @Override
    public void recommendation(Recommendation recommendation) {
      recommendations.add(recommendation);
    }

    @Override
    public void alert(DdiAlert alert) {
      alerts.add(alert);
    }

    @Override
    public void deadLetter(DeadLetter deadLetter) {
      deadLetters.add(deadLetter);
    }
  }

  /** Reads up to the end as it is now. */
  public OutputTally refresh() {
    reader.refresh();
    return this;
  }

  /** Final visits by {@code patient|visit}. */
  public Map<String, ClosedVisit> visits() {
    return visits;
  }

  /** All revisions, in the order of their partitions. */
  public List<Recommendation> recommendations() {
    return recommendations;
  }

  /** The newest revision of each visit unless it is a retraction, by {@code patient|visit}. */
  public Map<String, Recommendation> currentRecommendations() {
    Map<String, Recommendation> current = new LinkedHashMap<>();
    for (Recommendation each : recommendations) {
      current.merge(
          each.getPatientKey() + "|" + each.getVisitId(),
          each,
          (a, b) -> a.getRevision() >= b.getRevision() ? a : b);
    }
    current.values().removeIf(each -> each.getStatus() == RecommendationStatus.RETRACTED);
    return current;
  }

  /** Alerts in all their states, in the order of their partitions. */
  public List<DdiAlert> alerts() {
    return alerts;
  }

  /** Each alert once, as it was raised first. */
  public List<DdiAlert> raisedAlerts() {
    Map<String, DdiAlert> raised = new LinkedHashMap<>();
    alerts.forEach(alert -> raised.putIfAbsent(alert.getAlertId(), alert));
    return List.copyOf(raised.values());
  }

  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    reader.close();
  }
}
