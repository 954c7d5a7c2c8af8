package io.theriac.trainer.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.net.Batch;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkShape;
import io.theriac.model.net.ParameterGroup;
import io.theriac.model.net.Priors;
import io.theriac.model.net.TrainingTables;
import io.theriac.model.net.VisitWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Trains a network on a cohort until its validation Jaccard no longer rises. */
public final class TrainingLoop {

  /** The engine collects gradients for one thread of a JVM at a time. */
  private static final ReentrantLock ENGINE = new ReentrantLock();

  private final NetworkConfig config;
  private final MoleculeTable molecules;

  /** Without molecules: the configuration must not ask for them. */
  public TrainingLoop(NetworkConfig config) {
    this(config, MoleculeTable.none(0));
  }

  /**
   * @param molecules of the cohort's medications
   */
  public TrainingLoop(NetworkConfig config, MoleculeTable molecules) {
    this.config = config;
    this.molecules = molecules;
  }

  /**
   * Trains from priors and tables that are counted on the training cohort alone. Trainings in one
   * JVM run one after the other.
   *
   * @return the averaged weights of the epoch with the best validation Jaccard, or of the last one
   *     where the protocol says so
   * @throws DivergedException when the loss is no longer a number
   * @throws IllegalArgumentException when a cohort has no patient, or molecules are configured and
   *     none is known
   */
  public TrainedNetwork run(
      EncodedCohort train,
      EncodedCohort validation,
      TrainingOptions options,
      TrainingListener listener) {
    if (train.patients().isEmpty() || validation.patients().isEmpty()) {
      throw new IllegalArgumentException(
          "Training needs patients to train on and to validate on, but there are "
              + (train.patients().size() + " and " + validation.patients().size() + "."));
    }
    NetworkShape shape = NetworkShape.of(train);
    Priors priors = Priors.from(train, config.priorVisits());
    TrainingTables tables = TrainingTables.from(train, molecules, config);
    ENGINE.lock();
    try (Network network =
            Network.create(config, shape, priors, tables, train.ddi(), options.seed());
        WeightAverage average = new WeightAverage(network, options.average())) {
      return new Run(network, average, train, validation, options, listener).run();
    } finally {
      ENGINE.unlock();
    }
  }

  /** One training. */
  private static final class Run {

    private final Network network;
    private final WeightAverage average;
    private final EncodedCohort validation;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final List<VisitWindow> windows = new ArrayList<>();
    private final Objective objective;
    private final AdamW optimizer;
    private final RateSchedule schedule;
    private final Random order;
    private final SplittableRandom drops;
    private int steps;

    Run(
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
      order = new Random(options.seed());
      drops = new SplittableRandom(options.seed());
    }

    TrainedNetwork run() {
      List<EpochReport> reports = new ArrayList<>();
      EpochReport best = null;
      Map<String, float[]> weights = null;
      listener.begun(options);
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        EpochReport report = epoch(epoch);
        reports.add(report);
        listener.epochDone(report);
        if (best == null || isKept(report, best)) {
          best = report;
          weights = average.network().snapshot();
        } else if (epoch - best.epoch() >= options.patience()) {
          break;
        }
      }
      Network result = average.network().copy();
      result.restore(weights);
      double temperature = Predictions.of(result, validation).temperature();
      return new TrainedNetwork(
          result,
          atTemperature(best.threshold(), temperature),
          temperature,
          best.epoch(),
          best.validationJaccard(),
          List.copyOf(reports));
    }

    private boolean isKept(EpochReport report, EpochReport best) {
      return options.protocol().keep() == TrainingOptions.Keep.LAST
          || report.validationJaccard() > best.validationJaccard();
    }

    private EpochReport epoch(int epoch) {
      long start = System.nanoTime();
      Collections.shuffle(windows, order);
      double loss = 0;
      long visits = 0;
      int perEpoch = stepsOfEpoch();
      for (int s = 0; s < perEpoch; s++) {
        int from = s * options.batchSize();
        int to = Math.min(windows.size(), from + options.batchSize());
        List<VisitWindow> batch = windows.subList(from, to);
        int n = batch.stream().mapToInt(w -> w.visits().size() - w.firstTarget()).sum();
        loss += finite(step(batch), epoch) * n;
        visits += n;
        listener.stepDone(epoch, s + 1, perEpoch);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Predictions.Threshold best = Predictions.of(average.network(), validation).best();
      return new EpochReport(epoch, loss / visits, seconds, best.jaccard(), best.probability());
    }

    private float finite(float loss, int epoch) {
      if (!Float.isFinite(loss)) {
        throw new DivergedException(
            "Training diverged in epoch %d: the loss is %s. Train again at a learning rate below %s."
                .formatted(epoch, loss, options.learningRate()));
      }
      return loss;
    }

    private float step(List<VisitWindow> chosen) {
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
      optimizer.step(schedule.at(steps++));
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
}
