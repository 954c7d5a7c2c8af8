package io.theriac.model.net;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Leaves out occurrences of codes by chance. */
record Dropper(double chance, SplittableRandom random) {

  int[] some(int[] codes) {
    return chance == 0 ? codes : Arrays.stream(codes).filter(c -> keeps()).toArray();
  }

  boolean keeps() {
    return chance == 0 || random.nextDouble() >= chance;
  }
}
