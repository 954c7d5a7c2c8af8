package io.theriac.model.artifact;

import static io.theriac.model.Visits.aVisit;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.decode.Decoding;
import io.theriac.model.drift.Reference;
import io.theriac.model.drift.ReferenceBuilder;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Metrics;
import io.theriac.model.eval.Predictions;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.net.NetworkShape;
import io.theriac.model.net.Priors;
import io.theriac.model.net.PublishedOptions;
import io.theriac.model.net.TrainingTables;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.SchemaFingerprint;
import io.theriac.schemas.avro.ClosedVisit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An untrained network on the priors of sixty patients: enough for an artifact. */
public final class SmallModel {

  static final DdiKnowledge DDI = DdiKnowledge.bundled();
  static final double THRESHOLD = 0.4;

  private static final CohortRules RULES = new CohortRules(AtcLevel.SUBSTANCE, 2, 5, 2, 2);
  private static final Metrics METRICS = new Metrics(0.5, 0.6, 0.7, 0.05, 2, 0.5, 0.6, 0.7);

  private final Cohort cohort =
      new CohortBuilder(Terminology.empty(), DDI, RULES, Split.seeded(1)).build(visits());

  private static final NetworkConfig NETWORK =
      NetworkConfig.extended().withTrunk(PublishedOptions.extended().withoutMolecules());

  private final Decoding decoding;

  private SmallModel(Decoding decoding) {
    this.decoding = decoding;
  }

  /** Writes the model and returns the artifact's hash. */
  public static String write(Path directory) {
    return write(directory, Decoding.plain());
  }

  /** Writes a model that chooses medications so. */
  static String write(Path directory, Decoding decoding) {
    SmallModel model = new SmallModel(decoding);
    try (Network network = model.network()) {
      return ModelArtifact.write(directory, model.content(network::save));
    }
  }

  /** Writes a model that knows its reference. */
  static String writeWithReference(Path directory) {
    SmallModel model = new SmallModel(Decoding.plain());
    try (Network network = model.network()) {
      ModelArtifact.Content plain = model.content(network::save);
      return ModelArtifact.write(
          directory,
          new ModelArtifact.Content(
              plain.config(),
              plain.vocabularies(),
              plain.interactions(),
              plain.report(),
              plain.weights(),
              Optional.of(model.reference(network)),
              Optional.empty(),
              Optional.empty()));
    }
  }

  private Reference reference(Network network) {
    NetworkScorer scorer = new NetworkScorer(network);
    float[][] rows =
        cohort.test().patients().stream()
            .flatMap(
                patient ->
                    IntStream.rangeClosed(1, patient.visits().size())
                        .mapToObj(
                            visits ->
                                new EncodedPatient(
                                    patient.patientKey(), patient.visits().subList(0, visits))))
            .map(history -> scorer.score(List.of(history)).get(0).probabilities(1))
            .toArray(float[][]::new);
    return ReferenceBuilder.build(
        cohort.vocabularies(), cohort.training(), Predictions.of(cohort.test(), rows));
  }

  static ModelArtifact.Content contentWith(ModelArtifact.WeightsWriter weights) {
    return new SmallModel(Decoding.plain()).content(weights);
  }

  private Network network() {
    EncodedCohort training = cohort.training();
    return Network.create(
        NETWORK,
        NetworkShape.of(training),
        Priors.from(training, 10),
        TrainingTables.from(training, MoleculeTable.none(training.medications()), NETWORK),
        training.ddi(),
        1);
  }

  private ModelArtifact.Content content(ModelArtifact.WeightsWriter weights) {
    ModelConfig config =
        new ModelConfig(
            "small",
            "1",
            "2026-01-01T00:00:00Z",
            NETWORK,
            RULES,
            THRESHOLD,
            decoding,
            1.25,
            1,
            Split.seeded(1),
            new ModelConfig.Provenance(
                cohort.vocabularies().fingerprint(),
                DDI.fingerprint(),
                SchemaFingerprint.current(),
                Terminology.empty().fingerprint(),
                cohort.trainingPatients()));
    Bootstrap.Interval interval = new Bootstrap.Interval(0.5, 0.4, 0.6);
    ModelReport report =
        new ModelReport(
            METRICS,
            METRICS,
            METRICS,
            Map.of("mostFrequent", METRICS),
            Map.of("jaccard", new Bootstrap.Spread(0.5, 0.01)),
            Map.of("jaccard", interval),
            Map.of("mostFrequent", new Bootstrap.Interval(0.1, 0.05, 0.15)),
            List.of(new DecodingPoint(0, THRESHOLD, 0.5, METRICS, true)),
            new Calibration(List.of(), 0),
            cohort.summary(),
            1,
            1);
    return new ModelArtifact.Content(
        config, cohort.vocabularies(), cohort.interactions(), report, weights);
  }

  /** Half have hypertension and enalapril, half diabetes and metformin. */
  private static List<ClosedVisit> visits() {
    return IntStream.range(0, 60)
        .boxed()
        .flatMap(
            i -> {
              String disease = i % 2 == 0 ? "I10" : "E119";
              String drug = i % 2 == 0 ? "C09AA02" : "A10BA02";
              return Stream.of(
                  aVisit("p" + i, 0).diagnosed(disease).given(drug, "B01AA03").closed(),
                  aVisit("p" + i, 9)
                      .diagnosed(disease)
                      .operated("0DTJ4ZZ")
                      .given(drug, "M01AE01")
                      .closed());
            })
        .toList();
  }
}
