package io.theriac.streams.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word a user probably meant. */
final class Nearest {

  private Nearest() {}

  /** The candidate with the smallest edit distance, unless all are far off. */
  static Optional<String> to(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance(word, candidate) <= Math.max(3, word.length() / 2));
  }

  /** Levenshtein distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
