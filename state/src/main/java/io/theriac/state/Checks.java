package io.theriac.state;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EventHeader;
import java.time.Instant;
import java.util.Optional;

/** Refuses impossible values with a sentence that names the field and the remedy. */
final class Checks {

  /** Long enough for any pseudonym or identifier, short enough for a key. */
  private static final int LONGEST_TEXT = 1024;

  /** Longer than any name of a code, short enough for rows and alerts that repeat it. */
  private static final int LONGEST_DISPLAY = 4096;

  /** What readers put in place of bytes that are not UTF-8: two texts so maimed look the same. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final Instant EARLIEST = Instant.parse("1850-01-01T00:00:00Z");

  /** De-identified data sets (MIMIC) shift dates to the years 2100 to 2210. */
  private static final Instant LATEST = Instant.parse("2300-01-01T00:00:00Z");

  /** MIMIC moves the birth of patients over 89 to 300 years before admission. */
  private static final int EARLIEST_BIRTH_YEAR = 1750;

  private static final int LATEST_BIRTH_YEAR = 2300;

  private Checks() {}

  static void header(EventHeader header, String patientKey, String visitIdOrNull) {
    key("patientKey", patientKey);
    text("header.eventId", header.getEventId());
    text("header.sourceSystem", header.getSourceSystem());
    display("header.sourceMessageId", header.getSourceMessageId());
    time("header.occurredAt", header.getOccurredAt());
    time("header.recordedAt", header.getRecordedAt());
    optionalKey("visitId", visitIdOrNull);
  }

  /** A patient key or visit id: in the keys of {@code theriac.visits} a bar parts the two. */
  static void key(String field, String value) {
    text(field, value);
    if (value.indexOf('|') >= 0) {
      throw RejectedEvent.invalidField(
          "%s holds a '|', which parts patient and visit in record keys: send a pseudonym without one."
              .formatted(field));
    }
  }

  static void optionalKey(String field, String valueOrNull) {
    optionalText(field, valueOrNull);
    if (valueOrNull != null) {
      key(field, valueOrNull);
    }
  }

  static void coding(String field, Coding coding) {
    text(field + ".system", coding.getSystem());
    text(field + ".code", coding.getCode());
    display(field + ".display", coding.getDisplay());
  }

  static void text(String field, String value) {
    if (value.isBlank()) {
      throw RejectedEvent.invalidField("%s is blank: send a value.".formatted(field));
    }
    atMost(LONGEST_TEXT, field, value);
    if (value.indexOf(REPLACEMENT) >= 0) {
      throw RejectedEvent.invalidField(
          "%s holds the character U+FFFD: send it in valid UTF-8, or it is mistaken for another."
              .formatted(field));
    }
  }

  /** What is only shown to people: it may be blank, but not without end. */
  static void display(String field, String valueOrNull) {
    if (valueOrNull != null) {
      atMost(LONGEST_DISPLAY, field, valueOrNull);
    }
  }

  private static void atMost(int longest, String field, String value) {
    if (value.length() > longest) {
      throw RejectedEvent.invalidField(
          "%s has %d characters: send at most %d.".formatted(field, value.length(), longest));
    }
  }

  static void optionalText(String field, String valueOrNull) {
    if (valueOrNull != null && valueOrNull.isBlank()) {
      throw RejectedEvent.invalidField("%s is blank: send a value or null.".formatted(field));
    }
    if (valueOrNull != null) {
      text(field, valueOrNull);
    }
  }

  static void time(String field, Instant valueOrNull) {
    if (valueOrNull != null && (valueOrNull.isBefore(EARLIEST) || !valueOrNull.isBefore(LATEST))) {
      throw RejectedEvent.invalidField(
          "%s is before the year 1850 or after 2299: send milliseconds since 1970-01-01T00:00Z."
              .formatted(field));
    }
  }

  static void inOrder(String firstField, Instant first, String thenField, Instant then) {
    if (first != null && then != null && first.isAfter(then)) {
      throw RejectedEvent.invalidField(
          "%s is after %s: correct one of them and send the event again."
              .formatted(firstField, thenField));
    }
  }

  static void number(String field, Double valueOrNull) {
    if (valueOrNull != null && !Double.isFinite(valueOrNull)) {
      throw RejectedEvent.invalidField(
          "%s is not a finite number: send null for a result that is not a number."
              .formatted(field));
    }
  }

  static void birthYear(Integer valueOrNull) {
    Optional.ofNullable(valueOrNull)
        .filter(year -> year < EARLIEST_BIRTH_YEAR || year >= LATEST_BIRTH_YEAR)
        .ifPresent(
            year -> {
              throw RejectedEvent.invalidField(
                  "birthYear is before %d or after %d: send a four-digit year or null."
                      .formatted(EARLIEST_BIRTH_YEAR, LATEST_BIRTH_YEAR - 1));
            });
  }
}
