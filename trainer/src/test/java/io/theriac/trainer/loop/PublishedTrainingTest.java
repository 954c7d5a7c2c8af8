package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.MostFrequent;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.PublishedOptions;
import io.theriac.trainer.loop.TrainingOptions.Protocol;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishedTrainingTest {

  private static final NetworkConfig SMALL =
      new NetworkConfig(
          16,
          4,
          0.1f,
          0.1f,
          0,
          0.1f,
          6,
          0,
          50,
          NetworkConfig.published().parts(),
          PublishedOptions.whole());

  private static final MoleculeTable MOLECULES =
      MoleculeTable.of(
          IntStream.range(0, PlantedCohort.MEDICATIONS)
              .mapToObj(m -> new int[] {2 * m, 2 * m + 1})
              .toArray(int[][]::new));

  private static final TrainingOptions OPTIONS =
      TrainingOptions.published()
          .withObjective(Objective.Options.published())
          .withEpochs(8)
          .withBatches(8, 1e-2);

  private final EncodedCohort train = PlantedCohort.of(150, 1);
  private final EncodedCohort validation = PlantedCohort.of(30, 2);
  private final EncodedCohort test = PlantedCohort.of(40, 3);

  @Test
  void shouldLearnThePlantedRulesThePapersWay() {
    TrainedNetwork trained = train(OPTIONS);
    try (var network = trained.network()) {
      assertThat(Predictions.of(network, test).best().jaccard())
          .isGreaterThan(mostFrequent() + 0.2);
      assertThat(last(trained).loss()).isLessThan(trained.epochs().get(0).loss() / 2);
      Map<String, float[]> values = network.snapshot();
      assertThat(values.get("review.plus")[0]).isNotEqualTo(0.01f);
      assertThat(values.get("base")).containsOnly(0);
      assertThat(values.keySet())
          .contains("trunk.codes.molecules.embedding", "trunk.codes.diagnoses.roles.scale");
    }
  }

  @Test
  void shouldLearnThemThePublicCodesWay() {
    TrainedNetwork trained =
        train(
            OPTIONS
                .withObjective(Objective.Options.code())
                .withProtocol(Protocol.CODE)
                .withEpochs(2));
    try (var network = trained.network()) {
      assertThat(Predictions.of(network, test).best().jaccard())
          .isGreaterThan(mostFrequent() + 0.2);
      assertThat(trained.bestEpoch()).isEqualTo(2).isEqualTo(trained.epochs().size());
    }
  }

  @Test
  void shouldKeepWeightsSmallWhereTheyArePenalised() {
    Objective.Options free = Objective.Options.published();
    TrainedNetwork loose = train(OPTIONS.withEpochs(2).withObjective(free));
    TrainedNetwork tight =
        train(OPTIONS.withEpochs(2).withObjective(free.withWeightPenalty(0.005)));
    try (var a = loose.network();
        var b = tight.network()) {
      assertThat(squares(b.snapshot().get("head.weight")))
          .isLessThan(squares(a.snapshot().get("head.weight")) / 2);
    }
  }

  @Test
  void shouldStopWhenTheLossIsNoNumber() {
    assertThatThrownBy(() -> train(OPTIONS.withBatches(8, 1e30)))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("diverged in epoch 1")
        .hasMessageContaining("learning rate below 1.0E30");
  }

  @Test
  void shouldAskForMolecules() {
    assertThatThrownBy(() -> new TrainingLoop(SMALL).run(train, validation, OPTIONS, e -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give a table of molecules");
  }

  private TrainedNetwork train(TrainingOptions options) {
    return new TrainingLoop(SMALL, MOLECULES).run(train, validation, options, e -> {});
  }

  private double mostFrequent() {
    MostFrequent baseline = MostFrequent.fit(train, validation);
    return Evaluation.of(baseline.predict(test), baseline.threshold(), test.ddi())
        .metrics()
        .jaccard();
  }

  private static EpochReport last(TrainedNetwork trained) {
    return trained.epochs().get(trained.epochs().size() - 1);
  }

  private static double squares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }
}
