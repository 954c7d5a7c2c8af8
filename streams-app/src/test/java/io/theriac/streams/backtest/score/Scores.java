package io.theriac.streams.backtest.score;

/** Visits with scores, for tests. Medications 0 to 3. */
public final class Scores {

  private static final long DAY = 86_400_000L;

  private Scores() {}

  /** A visit of an inpatient at which 0 and 1 were given and 0 and 2 selected. */
  public static VisitScore visit(String patient, int day, int number, int age) {
    return visit(
        patient, day, number, age, new int[] {0, 1}, new float[] {.9f, .1f, .6f, .2f}, 0, 2);
  }

  public static VisitScore visit(
      String patient,
      int day,
      int number,
      int age,
      int[] given,
      float[] probabilities,
      int... selected) {
    return new VisitScore(
        patient,
        patient + "-" + day,
        number,
        day * DAY,
        day * DAY + DAY / 2,
        "INPATIENT",
        "FEMALE",
        age,
        true,
        given,
        0,
        number == 1 ? null : new int[] {0},
        probabilities,
        selected,
        new String[0]);
  }
}
