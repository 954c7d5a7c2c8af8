package io.theriac.model.artifact;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.theriac.model.ModelIdentity;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.cohort.EncodedHistory;
import io.theriac.model.cohort.HistoryEncoder;
import io.theriac.model.cohort.Split;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.decode.Decoder;
import io.theriac.model.decode.Selection;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Profiler;
import io.theriac.model.drift.Reference;
import io.theriac.model.eval.Ranking;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.ScoredVisit;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recommends with the network of an artifact. */
final class ArtifactRecommender implements Recommender {

  private final ModelIdentity identity;
  private final ModelConfig config;
  private final Vocabularies vocabularies;
  private final HistoryEncoder encoder;
  private final NetworkScorer scorer;
  private final Decoder decoder;
  private final Reasons reasons;
  private final Optional<Profiler> profiler;

  ArtifactRecommender(
      ModelIdentity identity,
      LoadedModel model,
      HistoryEncoder encoder,
      Optional<Profiler> profiler) {
    this.profiler = profiler;
    this.identity = identity;
    this.config = model.config();
    this.vocabularies = model.vocabularies();
    this.encoder = encoder;
    this.scorer = model.scorer();
    this.decoder = new Decoder(config.decoding(), config.threshold(), model.interactions());
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

  @Override
  public Optional<Split> split() {
    return Optional.of(config.split());
  }

  @Override
  public Optional<Reference> reference() {
    return profiler.map(Profiler::reference);
  }

  @Override
  public Optional<Profile> profile(ClosedVisit visit, VisitScores scores) {
    return profiler.flatMap(
        each -> encoder.learnable(visit).map(encoded -> each.profile(encoded, scores)));
  }

  private List<ScoredMedication> medications(EncodedHistory history, ScoredVisit visit) {
    float[] probabilities = visit.probabilities(config.temperature());
    List<ScoredMedication> medications = new ArrayList<>(probabilities.length);
    Selection selection = decoder.select(probabilities);
    Set<Integer> chosen = Arrays.stream(selection.medications()).boxed().collect(toSet());
    Map<Integer, Selection.Dropped> dropped =
        selection.dropped().stream().collect(toMap(Selection.Dropped::medication, d -> d));
    for (int medication : Ranking.descending(probabilities)) {
      boolean selected = chosen.contains(medication);
      List<Reason> why =
          selected
              ? reasons.strongest(history, visit, medication)
              : dropped.containsKey(medication)
                  ? reasons.dropped(history, visit, dropped.get(medication))
                  : List.of();
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
