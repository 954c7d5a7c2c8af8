package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {

  private static final NetworkConfig SMALL =
      new NetworkConfig(16, 4, 0.5f, 0.3f, 0.2f, 0.1f, 6, 20, 50, EnumSet.allOf(Part.class));

  private final EncodedCohort train = PlantedCohort.of(120, 1);
  private final EncodedCohort validation = PlantedCohort.of(30, 2);
  private final EncodedCohort test = PlantedCohort.of(40, 3);

  @Test
  void shouldBeatMostFrequentAndRepeatingTheLastVisit() {
    List<EpochReport> heard = new ArrayList<>();
    TrainedNetwork trained =
        new TrainingLoop(SMALL)
            .run(train, validation, TrainingOptions.small().withEpochs(10), heard::add);
    try (var network = trained.network()) {
      double found = Predictions.of(network, test).jaccard(uncalibrated(trained));
      Set<Integer> frequent = mostFrequent(5);
      double byFrequency = jaccard((visits, t) -> frequent);
      double byRepeating =
          jaccard((visits, t) -> t == 0 ? frequent : set(visits.get(t - 1).medications()));
      assertThat(found).isGreaterThan(byFrequency + 0.2).isGreaterThan(byRepeating + 0.2);
      assertThat(heard).isEqualTo(trained.epochs()).isNotEmpty();
      assertThat(trained.validationJaccard())
          .isEqualTo(heard.get(trained.bestEpoch() - 1).validationJaccard())
          .isEqualTo(
              heard.stream().mapToDouble(EpochReport::validationJaccard).max().orElseThrow());
      assertThat(heard.get(heard.size() - 1).loss()).isLessThan(heard.get(0).loss());
    }
  }

  @Test
  void shouldGiveTheSameForTheSameSeed() {
    TrainingOptions options = TrainingOptions.small().withEpochs(1);
    TrainedNetwork first = new TrainingLoop(SMALL).run(train, validation, options, e -> {});
    TrainedNetwork second = new TrainingLoop(SMALL).run(train, validation, options, e -> {});
    try (var a = first.network();
        var b = second.network()) {
      var expected = a.snapshot();
      b.snapshot()
          .forEach(
              (name, values) ->
                  assertThat(values)
                      .as(name)
                      .usingComparatorWithPrecision(1e-3f)
                      .containsExactly(expected.get(name)));
    }
  }

  @Test
  void shouldKeepTheBestEpochAndStopWhenItGetsNoBetter() {
    TrainingOptions eager =
        new TrainingOptions(40, 2, 8, 0.1, 1, 1, 0, 0, 5, 0.5, 0, Objective.Options.published(), 1);
    TrainedNetwork trained = new TrainingLoop(SMALL).run(train, validation, eager, e -> {});
    try (var network = trained.network()) {
      assertThat(trained.epochs()).hasSizeLessThan(40).hasSize(trained.bestEpoch() + 2);
      assertThat(Predictions.of(network, validation).jaccard(uncalibrated(trained)))
          .isCloseTo(trained.validationJaccard(), within(1e-9));
    }
  }

  @Test
  void shouldHoldNoMoreArraysAfterManySteps() {
    List<Integer> arrays = new ArrayList<>();
    TrainedNetwork trained =
        new TrainingLoop(SMALL)
            .run(
                train,
                validation,
                TrainingOptions.small().withEpochs(2),
                new TrainingListener() {
                  @Override
                  public void epochDone(EpochReport report) {}

                  @Override
                  public void stepDone(int epoch, int step, int steps) {
                    arrays.add(NativeArrays.count());
                  }
                });
    trained.network().close();
    assertThat(arrays).hasSizeGreaterThan(20).allMatch(count -> count > 100);
    assertThat(arrays.get(arrays.size() - 1)).isEqualTo(arrays.get(3));
  }

  @Test
  void shouldAskForPatients() {
    EncodedCohort nobody = new EncodedCohort(List.of(), 1, 1, 1, new float[1][1]);
    assertThatThrownBy(
            () -> new TrainingLoop(SMALL).run(train, nobody, TrainingOptions.small(), e -> {}))
        .hasMessageContaining("patients to train on and to validate on");
  }

  private static double uncalibrated(TrainedNetwork trained) {
    double z = Math.log(trained.threshold() / (1 - trained.threshold()));
    return 1 / (1 + Math.exp(-z * trained.temperature()));
  }

  private double jaccard(BiFunction<List<EncodedVisit>, Integer, Set<Integer>> predict) {
    double sum = 0;
    for (EncodedPatient patient : test.patients()) {
      double ofPatient = 0;
      for (int t = 0; t < patient.visits().size(); t++) {
        Set<Integer> given = set(patient.visits().get(t).medications());
        Set<Integer> predicted = predict.apply(patient.visits(), t);
        Set<Integer> both = new HashSet<>(given);
        both.retainAll(predicted);
        ofPatient += both.size() / (double) (given.size() + predicted.size() - both.size());
      }
      sum += ofPatient / patient.visits().size();
    }
    return sum / test.patients().size();
  }

  private Set<Integer> mostFrequent(int k) {
    int[] count = new int[train.medications()];
    train.patients().stream()
        .flatMap(patient -> patient.visits().stream())
        .flatMapToInt(visit -> Arrays.stream(visit.medications()))
        .forEach(m -> count[m]++);
    Set<Integer> frequent = new HashSet<>();
    while (frequent.size() < k) {
      int best = -1;
      for (int m = 0; m < count.length; m++) {
        if (!frequent.contains(m) && (best < 0 || count[m] > count[best])) {
          best = m;
        }
      }
      frequent.add(best);
    }
    return frequent;
  }

  private static Set<Integer> set(int[] values) {
    Set<Integer> set = new HashSet<>();
    Arrays.stream(values).forEach(set::add);
    return set;
  }
}
