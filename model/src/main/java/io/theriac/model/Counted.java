package io.theriac.model;

/** A number with its noun, for sentences. */
public final class Counted {

  private Counted() {}

  /** "1 patient", "2 patients": for nouns whose plural takes an s. */
  public static String of(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
