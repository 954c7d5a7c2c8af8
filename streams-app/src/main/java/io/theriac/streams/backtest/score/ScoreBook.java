package io.theriac.streams.backtest.score;

import io.theriac.model.ModelIdentity;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A model that writes down what it says: the topology's output lists only the most probable
 * medications, the measures need them all. It takes about a kilobyte a visit.
 */
public final class ScoreBook implements Recommender {

  private final Recommender model;
  private final Medications medications;
  private final HighPriority highPriority;
  private final Map<String, VisitScore> byVisit = new ConcurrentHashMap<>();

  public ScoreBook(Recommender model, Medications medications, HighPriority highPriority) {
    this.model = model;
    this.medications = medications;
    this.highPriority = highPriority;
  }

  @Override
  public List<VisitScores> score(List<PatientHistory> batch) {
    List<VisitScores> scores = model.score(batch);
    for (int i = 0; i < batch.size(); i++) {
      VisitScore score = score(batch.get(i), scores.get(i));
      byVisit.put(score.key(), score);
    }
    return scores;
  }

  private VisitScore score(PatientHistory history, VisitScores scores) {
    ClosedVisit visit = history.current();
    Medications.Given given = medications.given(visit);
    float[] probabilities = new float[medications.size()];
    Arrays.fill(probabilities, -1);
    int[] selected = new int[(int) scores.medications().stream().filter(m -> m.selected()).count()];
    int next = 0;
    for (ScoredMedication each : scores.medications()) {
      int index = medications.index(each.medication().getCode()).orElseThrow();
      probabilities[index] = (float) each.probability();
      if (each.selected()) {
        selected[next++] = index;
      }
    }
    Arrays.sort(selected);
    return new VisitScore(
        visit.getPatientKey(),
        visit.getVisitId(),
        0,
        visit.getAdmittedAt().toEpochMilli(),
        visit.getDischargedAt().toEpochMilli(),
        visit.getPatientClass().name(),
        visit.getSex().name(),
        age(visit),
        isUsable(visit, given),
        given.known(),
        given.outside(),
        last(history),
        probabilities,
        selected,
        highPriority.among(visit));
  }

  private int[] last(PatientHistory history) {
    List<ClosedVisit> visits = history.visits();
    for (int i = visits.size() - 2; i >= 0; i--) {
      Medications.Given given = medications.given(visits.get(i));
      if (isUsable(visits.get(i), given)) {
        return given.known();
      }
    }
    return null;
  }

  /** As the encoder has it: medications that count, and a diagnosis or procedure. */
  public static boolean isUsable(ClosedVisit visit, Medications.Given given) {
    return given.known().length > 0
        && visit.getDiagnoses().size() + visit.getProcedures().size() > 0;
  }

  private static int age(ClosedVisit visit) {
    if (visit.getBirthYear() == null) {
      return -1;
    }
    int age = visit.getAdmittedAt().atOffset(ZoneOffset.UTC).getYear() - visit.getBirthYear();
    return Math.max(age, -1);
  }

  /**
   * What was said last of each visit that still stands.
   *
   * @param visitNumbers by {@link VisitScore#key}: the visits whose recommendation stands
   * @return by discharge, patient and visit
   */
  public List<VisitScore> standing(Map<String, Integer> visitNumbers) {
    return byVisit.values().stream()
        .filter(score -> visitNumbers.containsKey(score.key()))
        .map(score -> score.numbered(visitNumbers.get(score.key())))
        .sorted(
            Comparator.comparingLong(VisitScore::dischargedAt)
                .thenComparing(VisitScore::patient)
                .thenComparing(VisitScore::visit))
        .toList();
  }

  @Override
  public ModelIdentity identity() {
    return model.identity();
  }

  @Override
  public double threshold() {
    return model.threshold();
  }

  /** The model goes on to live: it is closed by who opened it. */
  @Override
  public void close() {}
}
