package io.theriac.model.artifact;

import io.theriac.model.ModelIdentity;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.cohort.EncodedHistory;
import io.theriac.model.cohort.HistoryEncoder;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.eval.Ranking;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.ScoredVisit;
import io.theriac.schemas.avro.Reason;
import java.util.ArrayList;
import java.util.List;

/** Recommends with the network of an artifact. */
final class ArtifactRecommender implements Recommender {

  private final ModelIdentity identity;
  private final ModelConfig config;
  private final Vocabularies vocabularies;
  private final HistoryEncoder encoder;
  private final NetworkScorer scorer;
  private final Reasons reasons;

  ArtifactRecommender(
      ModelIdentity identity,
      ModelConfig config,
      Vocabularies vocabularies,
      HistoryEncoder encoder,
      NetworkScorer scorer) {
    this.identity = identity;
    this.config = config;
    this.vocabularies = vocabularies;
    this.encoder = encoder;
    this.scorer = scorer;
    this.reasons = new Reasons(vocabularies, config.temperature());
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public double threshold() {
    return config.threshold();
  }

  @Override
  public List<VisitScores> score(List<PatientHistory> batch) {
    List<EncodedHistory> histories = batch.stream().map(encoder::encode).toList();
    List<ScoredVisit> scored =
        scorer.score(histories.stream().map(EncodedHistory::patient).toList());
    List<VisitScores> scores = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      EncodedHistory history = histories.get(i);
      scores.add(
          new VisitScores(
              medications(history, scored.get(i)), history.given(), history.unknownCodes()));
    }
    return scores;
  }

  private List<ScoredMedication> medications(EncodedHistory history, ScoredVisit visit) {
    float[] probabilities = visit.probabilities(config.temperature());
    List<ScoredMedication> medications = new ArrayList<>(probabilities.length);
    for (int medication : Ranking.descending(probabilities)) {
      boolean selected = probabilities[medication] >= config.threshold();
      List<Reason> why =
          selected ? reasons.strongest(history.patient(), visit, medication) : List.of();
      medications.add(
          new ScoredMedication(
              vocabularies.medications().code(medication),
              probabilities[medication],
              selected,
              why));
    }
    return medications;
  }

  @Override
  public void close() {
    scorer.close();
  }
}
