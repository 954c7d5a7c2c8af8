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
    int seed) {

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
        5, 2, 32, 3e-3, 1, 100, 0.01, 3, 5, 0.99, 0.1, Objective.Options.extended(), 1);
  }

  /** For hundreds of patients: batches of 8, 15 epochs. */
  public static TrainingOptions small() {
    return new TrainingOptions(
        15, 5, 8, 1e-2, 0.1, 100, 0.01, 3, 5, 0.99, 0.1, Objective.Options.extended(), 1);
  }

  /** By the number of training patients. */
  public static TrainingOptions forPatients(int patients) {
    return patients < 2000 ? small() : large();
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(int other) {
    return new TrainingOptions(
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
        other);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        other,
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
        seed);
  }
}
