package io.theriac.local.chaos;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which part is killed next: at random, but each kind once before any comes again. */
final class KillPlan {

  private final Random random;
  private final Deque<Kill> round = new ArrayDeque<>();

  KillPlan(long seed) {
    this.random = new Random(seed);
  }

  Kill next() {
    if (round.isEmpty()) {
      List<Kill> all = Arrays.asList(Kill.values());
      Collections.shuffle(all, random);
      round.addAll(all);
    }
    return round.remove();
  }
}
