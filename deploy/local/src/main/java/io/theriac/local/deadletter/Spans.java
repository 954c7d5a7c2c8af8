package io.theriac.local.deadletter;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as operators write and read them: {@code 90m}, {@code 36h}, {@code 14d}. */
public final class Spans {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

  private Spans() {}

  /** Reads a number with one of the units s, m, h and d; empty if the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    return Optional.of(
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** In the largest unit of which there are at least two, rounded down. */
  static String text(Duration span) {
    if (span.toDays() >= 2) {
      return span.toDays() + "d";
    }
    if (span.toHours() >= 2) {
      return span.toHours() + "h";
    }
    return span.toMinutes() >= 2 ? span.toMinutes() + "m" : Math.max(0, span.toSeconds()) + "s";
  }
}
