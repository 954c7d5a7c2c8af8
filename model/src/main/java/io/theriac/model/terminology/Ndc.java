package io.theriac.model.terminology;

import java.util.Optional;
import java.util.regex.Pattern;

/** National Drug Codes in the 11 digits that billing uses (labeler 5, product 4, package 2). */
final class Ndc {

  private static final Pattern SEGMENTS = Pattern.compile("([0-9]{4,5})-([0-9]{3,4})-([0-9]{1,2})");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{11}");

  private Ndc() {}

  /**
   * The 11 digits of a code.
   *
   * @param code 11 digits, or three segments with hyphens (4-4-2, 5-3-2, 5-4-1, 5-4-2); ten digits
   *     without hyphens are ambiguous and give nothing
   */
  static Optional<String> normalise(String code) {
    if (DIGITS.matcher(code).matches()) {
      return Optional.of(code);
    }
    var segments = SEGMENTS.matcher(code);
    if (!segments.matches() || code.length() < 12) {
      return Optional.empty();
    }
    return Optional.of(
        pad(segments.group(1), 5) + pad(segments.group(2), 4) + pad(segments.group(3), 2));
  }

  private static String pad(String digits, int length) {
    return "0".repeat(length - digits.length()) + digits;
  }
}
