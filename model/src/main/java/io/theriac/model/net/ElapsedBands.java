package io.theriac.model.net;

/** Bands of elapsed days, from the same day to years. */
public final class ElapsedBands {

  /** From how many days on a band reaches, but for the first. */
  private static final int[] DAYS = {1, 7, 14, 30, 60, 120, 240, 400, 800, 1600};

  /** How many there are. */
  public static final int COUNT = DAYS.length + 1;

  private ElapsedBands() {}

  /** The band of a number of days; visits in the wrong order count as of the same day. */
  public static int of(int days) {
    int band = 0;
    while (band < DAYS.length && days >= DAYS[band]) {
      band++;
    }
    return band;
  }
}
