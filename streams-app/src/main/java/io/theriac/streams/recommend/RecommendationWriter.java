package io.theriac.streams.recommend;

import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.RecommendationStatus;
import io.theriac.schemas.avro.RecommendedMedication;
import io.theriac.schemas.avro.ServingTiming;
import io.theriac.streams.StableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes down what the model said of a visit. */
final class RecommendationWriter {

  /** Medications listed, unless more are selected. */
  static final int LISTED = 20;

  private final boolean replay;

  /**
   * @param replay leaves wall-clock times out, so that the output can be repeated
   */
  RecommendationWriter(boolean replay) {
    this.replay = replay;
  }

  /**
   * @param standing what was recommended for the visit before
   */
  Recommendation write(
      PendingVisit pending,
      Optional<Recommendation> standing,
      ClosedVisit visit,
      VisitScores scores,
      Recommender model,
      Instant now) {
    return Recommendation.newBuilder()
        .setRecommendationId(id(pending, pending.revision()))
        .setPatientKey(pending.patientKey())
        .setVisitId(pending.visitId())
        .setRevision(pending.revision())
        .setStatus(
            pending.isFinal() ? RecommendationStatus.FINAL : RecommendationStatus.PRELIMINARY)
        .setSupersedes(standing.map(Recommendation::getRecommendationId).orElse(null))
        .setVisitClosedAt(visit.getDischargedAt())
        .setVisitNumber(pending.visitNumber())
        .setMedications(medications(scores))
        .setGiven(scores.given())
        .setUnknownCodes(scores.unknownCodes())
        .setThreshold(model.threshold())
        .setModelName(model.identity().name())
        .setModelVersion(model.identity().version())
        .setFingerprints(model.identity().fingerprints())
        .setInputs(pending.position().stream().toList())
        .setTiming(replay ? null : new ServingTiming(pending.closeSeenAt(), now))
        .build();
  }

  /**
   * What a candidate says of a visit beside the active model: no part of the visit's
   * recommendations, with an identity of its own.
   */
  Recommendation writeShadow(
      PendingVisit pending,
      ClosedVisit visit,
      VisitScores scores,
      Recommender candidate,
      Instant now) {
    return Recommendation.newBuilder(
            write(pending, Optional.empty(), visit, scores, candidate, now))
        .setRecommendationId(
            StableId.of(
                pending.patientKey(),
                pending.visitId(),
                Integer.toString(pending.revision()),
                "shadow",
                candidate.identity().version()))
        .build();
  }

  /** Takes back what was recommended for a visit that is no longer closed. */
  Recommendation retract(Recommendation standing, WithdrawnVisit visit) {
    return Recommendation.newBuilder(standing)
        .setRecommendationId(id(visit, visit.revision()))
        .setRevision(visit.revision())
        .setStatus(RecommendationStatus.RETRACTED)
        .setSupersedes(standing.getRecommendationId())
        .setInputs(visit.position().stream().toList())
        .build();
  }

  private static String id(VisitNews visit, int revision) {
    return StableId.of(visit.patientKey(), visit.visitId(), Integer.toString(revision));
  }

  /**
   * All selected medications, all left out for a reason, and the most probable others, {@value
   * #LISTED} in all, by rank.
   */
  private static List<RecommendedMedication> medications(VisitScores scores) {
    Set<String> given =
        scores.given().stream().map(coding -> coding.getCode()).collect(Collectors.toSet());
    long places = LISTED - scores.medications().stream().filter(ScoredMedication::selected).count();
    List<RecommendedMedication> listed = new ArrayList<>();
    for (int rank = 1; rank <= scores.medications().size(); rank++) {
      ScoredMedication scored = scores.medications().get(rank - 1);
      if (scored.selected() || !scored.reasons().isEmpty() || places-- > 0) {
        listed.add(
            new RecommendedMedication(
                scored.medication(),
                scored.probability(),
                rank,
                scored.selected(),
                given.contains(scored.medication().getCode()),
                scored.reasons()));
      }
    }
    return listed;
  }
}
