package io.theriac.streams.testing;

import io.theriac.model.ModelIdentity;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Profiler;
import io.theriac.model.drift.Reference;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each medication the probability it was told, whatever the patient; notes what it is asked.
 */
public final class FixedRecommender implements Recommender {

  public static final double THRESHOLD = 0.5;

  private final ModelIdentity identity;
  private final Map<String, Double> probabilities = new TreeMap<>();
  private final Set<String> poison = new HashSet<>();
  private final List<Integer> batches = new ArrayList<>();
  private final List<PatientHistory> histories = new ArrayList<>();
  private boolean closed;
  private Optional<Profiler> profiler = Optional.empty();
  private Vocabularies vocabularies;

  private FixedRecommender(ModelIdentity identity) {
    this.identity = identity;
  }

  public static FixedRecommender version(String version) {
    return new FixedRecommender(new ModelIdentity("test-model", version, fingerprints(version)));
  }

  public static Fingerprints fingerprints(String version) {
    return new Fingerprints("model-" + version, "vocabulary", "knowledge", "schemas");
  }

  public FixedRecommender scoring(String atc, double probability) {
    probabilities.put(atc, probability);
    return this;
  }

  /** Fails on every batch that has this visit. */
  public FixedRecommender failingOn(String visitId) {
    poison.add(visitId);
    return this;
  }

  /** Watched for drift away from this. */
  public FixedRecommender watchedBy(Profiler watching, Vocabularies codes) {
    profiler = Optional.of(watching);
    vocabularies = codes;
    return this;
  }

  @Override
  public Optional<Reference> reference() {
    return profiler.map(Profiler::reference);
  }

  @Override
  public Optional<Profile> profile(ClosedVisit visit, VisitScores scores) {
    List<Coding> unknown = new ArrayList<>();
    return profiler.map(
        each ->
            each.profile(
                new EncodedVisit(
                    vocabularies.diagnoses().indices(visit.getDiagnoses(), unknown),
                    vocabularies.procedures().indices(visit.getProcedures(), unknown),
                    vocabularies.medications().indices(scores.given(), unknown),
                    2,
                    Float.NaN),
                scores));
  }

  public List<Integer> batches() {
    return batches;
  }

  public List<PatientHistory> histories() {
    return histories;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public double threshold() {
    return THRESHOLD;
  }

  @Override
  public List<VisitScores> score(List<PatientHistory> batch) {
    if (closed) {
      throw new IllegalStateException("A closed model was asked.");
    }
    for (PatientHistory history : batch) {
      if (poison.contains(history.current().getVisitId())) {
        throw new IllegalStateException("The model cannot take this visit.");
      }
    }
    batches.add(batch.size());
    histories.addAll(batch);
    return batch.stream().map(this::scores).toList();
  }

  private VisitScores scores(PatientHistory history) {
    List<ScoredMedication> medications =
        probabilities.entrySet().stream()
            .map(entry -> scored(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingDouble(ScoredMedication::probability).reversed())
            .toList();
    List<Coding> given =
        history.current().getMedications().stream()
            .map(fact -> fact.getMedication())
            .filter(coding -> coding.getSystem().equals("ATC"))
            .toList();
    List<Coding> unknown =
        history.current().getDiagnoses().stream()
            .filter(coding -> coding.getCode().startsWith("?"))
            .toList();
    return new VisitScores(medications, given, unknown);
  }

  private static ScoredMedication scored(String atc, double probability) {
    return new ScoredMedication(
        new Coding("ATC", atc, null),
        probability,
        probability >= THRESHOLD,
        List.of(
            new Reason(ReasonKind.MODEL, null, Math.log(probability / (1 - probability)), null)));
  }

  @Override
  public void close() {
    closed = true;
  }
}
