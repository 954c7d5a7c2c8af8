package io.theriac.local.chaos;

import java.util.List;
import java.util.Map;

/**
 * What a run did and found; written to {@code summary.json} as it stands here.
 *
 * @param minutes for which the load flowed and things were killed
 * @param kills by kind
 * @param in records published, the unreadable ones among them
 * @param unreadable records published that nobody can read
 * @param visits final visits
 * @param recommendations records on their topic: recommendations, revisions and retractions
 * @param alerts records on their topic: alerts in all their states
 * @param deadLetters records that were set aside
 * @param longestGapSeconds longest time in which a reader saw no output after any kill
 * @param longestGapSecondsByKill the same, by kind of kill
 * @param unplannedStops how often the application ended though nobody killed it
 * @param faults the first of what is lost, doubled or out of order, in words
 */
public record ChaosSummary(
    double minutes,
    long seed,
    Map<String, Integer> kills,
    long in,
    long unreadable,
    long visits,
    long recommendations,
    long alerts,
    long deadLetters,
    long lost,
    long doubled,
    long outOfOrder,
    double longestGapSeconds,
    Map<String, Double> longestGapSecondsByKill,
    int unplannedStops,
    StateCost stateCost,
    List<String> faults) {

  /** Whether everything came out once, in order, of an application that never gave up. */
  public boolean isWhole() {
    return lost == 0 && doubled == 0 && outOfOrder == 0 && unplannedStops == 0;
  }
}
