package io.theriac.trainer.loop;

/**
 * How a network is trained.
 *
 * @param epochs at most
 * @param patience epochs without a better validation Jaccard before it stops
 * @param batchSize windows of visits a step
 * @param learningRate largest, after the warm-up
 * @param matrixRate share of the rate that matrices and embeddings learn at
 * @param warmUpSteps steps to the largest rate, at most a tenth of all
 * @param matrixDecay weight decay of matrices and embeddings
 * @param tableDecay weight decay of tables of deviations from a prior
 * @param clip largest norm of all gradients together
 * @param average decay of the running average of the weights, which is what is kept
 * @param codeDrop chance that an occurrence of a diagnosis or procedure is left out
 * @param objective what is minimised
 * @param seed of everything random
 * @param protocol what a step is, how the rate goes, and which weights are kept
 */
public record TrainingOptions(
    int epochs,
    int patience,
    int batchSize,
    double learningRate,
    double matrixRate,
    int warmUpSteps,
    double matrixDecay,
    double tableDecay,
    double clip,
    double average,
    double codeDrop,
    Objective.Options objective,
    int seed,
    Protocol protocol) {

  /**
   * Where paper and public code differ, and we from both.
   *
   * @param samples what a batch is made of
   * @param keep which weights are kept
   * @param schedule how the learning rate goes
   */
  public record Protocol(Samples samples, Keep keep, Schedule schedule) {

    /** Whole patients, the best epoch, a falling rate. */
    public static final Protocol EXTENDED =
        new Protocol(Samples.PATIENTS, Keep.BEST, Schedule.COSINE);

    /** The paper's: one rate for all steps. */
    public static final Protocol PAPER =
        new Protocol(Samples.PATIENTS, Keep.BEST, Schedule.CONSTANT);

    /** The public code's. */
    public static final Protocol CODE =
        new Protocol(Samples.PREFIXES, Keep.LAST, Schedule.CONSTANT);
  }

  /** What a batch is made of. */
  public enum Samples {
    /** Patients' windows, all visits of which are predicted at once. */
    PATIENTS,
    /** Visits, each with those before it. */
    PREFIXES
  }

  /** Which weights are kept. */
  public enum Keep {
    /** Those of the epoch with the best validation Jaccard. */
    BEST,
    /** Those of the last epoch. */
    LAST
  }

  /** How the learning rate goes after the warm-up. */
  public enum Schedule {
    COSINE,
    CONSTANT
  }

  /** With the protocol of the extended model. */
  public TrainingOptions(
      int epochs,
      int patience,
      int batchSize,
      double learningRate,
      double matrixRate,
      int warmUpSteps,
      double matrixDecay,
      double tableDecay,
      double clip,
      double average,
      double codeDrop,
      Objective.Options objective,
      int seed) {
    this(
        epochs,
        patience,
        batchSize,
        learningRate,
        matrixRate,
        warmUpSteps,
        matrixDecay,
        tableDecay,
        clip,
        average,
        codeDrop,
        objective,
        seed,
        Protocol.EXTENDED);
  }

  public TrainingOptions {
    if (epochs < 1 || patience < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Training needs at least one epoch, patience of one and one window a batch, but got "
              + ("epochs " + epochs + ", patience " + patience + ", batchSize " + batchSize + "."));
    }
    if (!(learningRate > 0) || !(clip > 0)) {
      throw new IllegalArgumentException(
          "learningRate and clip must be positive, but are " + learningRate + " and " + clip + ".");
    }
  }

  /** For thousands of patients: batches of 32, 5 epochs. */
  public static TrainingOptions large() {
    return new TrainingOptions(
        5, 2, 32, 3e-3, 1, 100, 0.01, 3, 5, 0.995, 0.1, Objective.Options.extended(), 1);
  }

  /** For hundreds of patients: batches of 8, 15 epochs. */
  public static TrainingOptions small() {
    return new TrainingOptions(
        15, 5, 8, 1e-2, 0.1, 100, 0.01, 3, 5, 0.995, 0.1, Objective.Options.extended(), 1);
  }

  /**
   * The paper's way: a patient a step, Adam at one rate, the best epoch; but with the public code's
   * loss, since the paper's is measurably worse.
   */
  public static TrainingOptions published() {
    return new TrainingOptions(
        20,
        5,
        1,
        5e-4,
        1,
        0,
        0,
        0,
        Double.MAX_VALUE,
        0,
        0,
        Objective.Options.code(),
        1,
        Protocol.PAPER);
  }

  /** By the number of training patients. */
  public static TrainingOptions forPatients(int patients) {
    return patients < 2000 ? small() : large();
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(int other) {
    return with(epochs, batchSize, learningRate, objective, other, protocol);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return with(other, batchSize, learningRate, objective, seed, protocol);
  }

  /** The same with batches of another size, and a rate for it. */
  public TrainingOptions withBatches(int size, double rate) {
    return with(epochs, size, rate, objective, seed, protocol);
  }

  /** The same with another objective. */
  public TrainingOptions withObjective(Objective.Options other) {
    return with(epochs, batchSize, learningRate, other, seed, protocol);
  }

  /** The same by another protocol. */
  public TrainingOptions withProtocol(Protocol other) {
    return with(epochs, batchSize, learningRate, objective, seed, other);
  }

  private TrainingOptions with(
      int otherEpochs,
      int otherSize,
      double otherRate,
      Objective.Options otherObjective,
      int otherSeed,
      Protocol otherProtocol) {
    return new TrainingOptions(
        otherEpochs,
        patience,
        otherSize,
        otherRate,
        matrixRate,
        warmUpSteps,
        matrixDecay,
        tableDecay,
        clip,
        average,
        codeDrop,
        otherObjective,
        otherSeed,
        otherProtocol);
  }
}
