package io.theriac.trainer.loop;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkShape;
import io.theriac.model.net.Priors;
import io.theriac.model.net.TrainingTables;
import java.util.Optional;
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
    return run(train, validation, options, TrainingStart.FRESH, listener);
  }

  /**
   * Trains as {@link #run(EncodedCohort, EncodedCohort, TrainingOptions, TrainingListener)} does,
   * from trained values where some are given, and so that it can go on after an interruption. A
   * training that was interrupted and goes on ends as one that was not.
   *
   * @throws CheckpointException when the training to go on with is another one, or cannot be read
   */
  public TrainedNetwork run(
      EncodedCohort train,
      EncodedCohort validation,
      TrainingOptions options,
      TrainingStart start,
      TrainingListener listener) {
    if (train.patients().isEmpty() || validation.patients().isEmpty()) {
      throw new IllegalArgumentException(
          "Training needs patients to train on and to validate on, but there are "
              + (train.patients().size() + " and " + validation.patients().size() + "."));
    }
    NetworkShape shape = NetworkShape.of(train);
    Priors priors = Priors.from(train, config.priorVisits());
    TrainingTables tables = TrainingTables.from(train, molecules, config);
    Optional<TrainingRun.Keeper> keeper =
        start
            .checkpoints()
            .map(
                kept ->
                    new TrainingRun.Keeper(
                        new CheckpointFile(kept.file()),
                        TrainingIdentity.of(
                            train, validation, molecules, config, options, start.warm())));
    Optional<Checkpoint> interrupted =
        start
            .checkpoints()
            .filter(Checkpoints::resume)
            .flatMap(kept -> keeper)
            .map(k -> k.file().read(k.identity()));
    ENGINE.lock();
    try (Network network =
        Network.create(config, shape, priors, tables, train.ddi(), options.seed())) {
      start.warm().ifPresent(warm -> warm.into(network));
      try (WeightAverage average = new WeightAverage(network, options.average())) {
        TrainingRun run = new TrainingRun(network, average, train, validation, options, listener);
        interrupted.ifPresent(run::resume);
        return run.run(keeper);
      }
    } finally {
      ENGINE.unlock();
    }
  }
}
