package io.theriac.trainer.loop;

import static java.util.stream.Collectors.toMap;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.net.Batch;
import io.theriac.model.net.Network;
import io.theriac.model.net.ParameterGroup;
import io.theriac.model.net.VisitWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One training of a network. It stands still between epochs, and can go on from there. */
final class TrainingRun {

  /** Where a training is kept, and which it is. */
  record Keeper(CheckpointFile file, TrainingIdentity identity) {}

  private final Network network;
  private final WeightAverage average;
  private final EncodedCohort validation;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final List<VisitWindow> windows = new ArrayList<>();
  private final Objective objective;
  private final AdamW optimizer;
  private final RateSchedule schedule;
  private final List<EpochReport> reports = new ArrayList<>();
  private EpochReport best;
  private Map<String, float[]> bestWeights;

  TrainingRun(
      Network network,
      WeightAverage average,
      EncodedCohort train,
      EncodedCohort validation,
      TrainingOptions options,
      TrainingListener listener) {
    this.network = network;
    this.average = average;
    this.validation = validation;
    this.options = options;
    this.listener = listener;
    int maxHistory = network.config().maxHistory();
    boolean prefixes = options.protocol().samples() == TrainingOptions.Samples.PREFIXES;
    for (EncodedPatient patient : train.patients()) {
      windows.addAll(
          prefixes
              ? VisitWindow.prefixes(patient, maxHistory)
              : VisitWindow.covering(patient, maxHistory));
    }
    NDManager manager = network.manager();
    objective = new Objective(options.objective(), matrix(manager, train.ddi()));
    optimizer =
        new AdamW(
            manager,
            network.parameters(),
            Map.of(
                ParameterGroup.MATRIX,
                new AdamW.Treatment(options.matrixRate(), options.matrixDecay()),
                ParameterGroup.TABLE,
                new AdamW.Treatment(1, options.tableDecay())),
            options.clip(),
            options.objective().weightPenalty());
    int all = options.epochs() * stepsOfEpoch();
    schedule =
        new RateSchedule(
            options.learningRate(),
            Math.min(options.warmUpSteps(), all / 10),
            all,
            options.protocol().schedule());
  }

  /**
   * Goes on after the last epoch of a checkpoint of this training.
   *
   * @throws CheckpointException if the network has other parameters
   */
  void resume(Checkpoint checkpoint) {
    if (!sizes(checkpoint.weights()).equals(sizes(network.snapshot()))) {
      throw new CheckpointException(
          "The interrupted training was another version's of Theriac, with other weights: train afresh, without resuming.");
    }
    int steps = checkpoint.epochs().size() * stepsOfEpoch();
    network.restore(checkpoint.weights());
    average.restore(checkpoint.average(), steps);
    optimizer.restore(checkpoint.moments(), steps);
    reports.addAll(checkpoint.epochs());
    best = reports.get(checkpoint.bestEpoch() - 1);
    bestWeights = checkpoint.best();
    listener.noted("Goes on after epoch %d.".formatted(reports.size()));
  }

  /**
   * Trains until the last epoch, or until validation gets no better.
   *
   * @param keeper is given what to write after each epoch
   */
  TrainedNetwork run(Optional<Keeper> keeper) {
    listener.begun(options);
    reports.forEach(listener::epochDone);
    while (!isOver()) {
      EpochReport report = epoch(reports.size() + 1);
      reports.add(report);
      if (best == null || isKept(report)) {
        best = report;
        bestWeights = average.network().snapshot();
      }
      keeper.ifPresent(this::keep);
      listener.epochDone(report);
    }
    Network result = average.network().copy();
    result.restore(bestWeights);
    double temperature = Predictions.of(result, validation).temperature();
    return new TrainedNetwork(
        result,
        atTemperature(best.threshold(), temperature),
        temperature,
        best.epoch(),
        best.validationJaccard(),
        List.copyOf(reports));
  }

  private static Map<String, Integer> sizes(Map<String, float[]> values) {
    return values.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().length));
  }

  private boolean isOver() {
    int ran = reports.size();
    return ran >= options.epochs() || (best != null && ran - best.epoch() >= options.patience());
  }

  /** A training that cannot be kept is better than none. */
  private void keep(Keeper keeper) {
    try {
      keeper
          .file()
          .write(
              new Checkpoint(
                  keeper.identity(),
                  List.copyOf(reports),
                  best.epoch(),
                  network.snapshot(),
                  average.network().snapshot(),
                  bestWeights,
                  optimizer.moments()));
    } catch (CheckpointException e) {
      listener.noted(e.getMessage());
    }
  }

  private boolean isKept(EpochReport report) {
    return options.protocol().keep() == TrainingOptions.Keep.LAST
        || report.validationJaccard() > best.validationJaccard();
  }

  private EpochReport epoch(int epoch) {
    long start = System.nanoTime();
    EpochRandom random = EpochRandom.of(options.seed(), epoch);
    List<VisitWindow> ordered = new ArrayList<>(windows);
    Collections.shuffle(ordered, random.order());
    int steps = (epoch - 1) * stepsOfEpoch();
    double loss = 0;
    long visits = 0;
    int perEpoch = stepsOfEpoch();
    for (int s = 0; s < perEpoch; s++) {
      int from = s * options.batchSize();
      int to = Math.min(windows.size(), from + options.batchSize());
      List<VisitWindow> batch = ordered.subList(from, to);
      int n = batch.stream().mapToInt(w -> w.visits().size() - w.firstTarget()).sum();
      loss += finite(step(batch, steps + s, random.drops()), epoch) * n;
      visits += n;
      listener.stepDone(epoch, s + 1, perEpoch);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Predictions.Threshold found = Predictions.of(average.network(), validation).best();
    return new EpochReport(epoch, loss / visits, seconds, found.jaccard(), found.probability());
  }

  private float finite(float loss, int epoch) {
    if (!Float.isFinite(loss)) {
      throw new DivergedException(
          "Training diverged in epoch %d: the loss is %s. Train again at a learning rate below %s."
              .formatted(epoch, loss, options.learningRate()));
    }
    return loss;
  }

  private float step(List<VisitWindow> chosen, int step, SplittableRandom drops) {
    float loss;
    try (NDScope scope = new NDScope();
        NDManager manager = network.manager().newSubManager()) {
      scope.suppressNotUsedWarning();
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        Batch batch = network.batch(manager, chosen, options.codeDrop(), drops);
        NDArray value = objective.loss(network.forward(batch, true).get(0), batch.target());
        collector.backward(value);
        loss = value.getFloat();
      }
    }
    optimizer.step(schedule.at(step));
    average.update();
    return loss;
  }

  private int stepsOfEpoch() {
    return (windows.size() + options.batchSize() - 1) / options.batchSize();
  }

  private static NDArray matrix(NDManager manager, float[][] rows) {
    float[] flat = new float[rows.length * rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows.length, rows.length);
    }
    return manager.create(flat, new Shape(rows.length, rows.length));
  }

  /** The threshold on σ(z/T) that selects what the given one selects on σ(z). */
  private static double atTemperature(double threshold, double temperature) {
    return 1 / (1 + Math.exp(-Math.log(threshold / (1 - threshold)) / temperature));
  }
}
