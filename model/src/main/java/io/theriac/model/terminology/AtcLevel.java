package io.theriac.model.terminology;

import java.util.Optional;
import java.util.regex.Pattern;

/** The levels of the Anatomical Therapeutic Chemical classification. */
public enum AtcLevel {
  ANATOMICAL(1, 1),
  THERAPEUTIC(2, 3),
  PHARMACOLOGICAL(3, 4),
  CHEMICAL(4, 5),
  SUBSTANCE(5, 7);

  private static final Pattern CODE =
      Pattern.compile("[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?");

  private final int number;
  private final int length;

  AtcLevel(int number, int length) {
    this.number = number;
    this.length = length;
  }

  /** From 1 (anatomical group) to 5 (substance). */
  public int number() {
    return number;
  }

  /** How many characters a code of this level has. */
  public int length() {
    return length;
  }

  /**
   * The level by its number.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  public static AtcLevel of(int number) {
    if (number < 1 || number > values().length) {
      throw new IllegalArgumentException(
          "ATC level %d does not exist: use 1 to 5.".formatted(number));
    }
    return values()[number - 1];
  }

  /** The level of a code, or nothing if it is not written as an ATC code. */
  public static Optional<AtcLevel> of(String code) {
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    for (AtcLevel level : values()) {
      if (level.length == code.length()) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  /**
   * The class of this level that a code lies in.
   *
   * @throws IllegalArgumentException if the code is of a coarser level
   */
  public String cut(String code) {
    if (code.length() < length) {
      throw new IllegalArgumentException(
          "ATC code '%s' is coarser than level %d.".formatted(code, number));
    }
    return code.substring(0, length);
  }
}
