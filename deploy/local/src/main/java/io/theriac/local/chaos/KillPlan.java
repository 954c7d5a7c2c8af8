package io.theriac.local.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which part is killed next: at random, but each kind once before any comes again. */
final class KillPlan {

  private final Set<Kill> kinds;
  private final Random random;
  private final Deque<Kill> round = new ArrayDeque<>();

  KillPlan(Set<Kill> kinds, long seed) {
    this.kinds = kinds;
    this.random = new Random(seed);
  }

  Kill next() {
    if (round.isEmpty()) {
      List<Kill> all = new ArrayList<>(kinds);
      Collections.shuffle(all, random);
      round.addAll(all);
    }
    return round.remove();
  }
}
