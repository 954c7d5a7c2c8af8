package io.theriac.trainer.loop;

import ai.djl.engine.Engine;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What is random in an epoch. It follows from seed and epoch alone, so that a training that goes on
 * after an interruption draws what it would have drawn.
 *
 * @param order of the windows
 * @param drops of codes
 */
record EpochRandom(Random order, SplittableRandom drops) {

  /** Seeds the engine too, hence dropout. */
  static EpochRandom of(int seed, int epoch) {
    long own = new SplittableRandom(((long) seed << Integer.SIZE) + epoch).nextLong();
    Engine.getEngine("PyTorch").setRandomSeed((int) own);
    return new EpochRandom(new Random(own), new SplittableRandom(own));
  }
}
