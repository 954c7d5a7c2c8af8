package io.theriac.state;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EventHeader;
import java.time.Instant;
import java.util.Optional;

/** Refuses impossible values with a sentence that names the field and the remedy. */
final class Checks {

  /** Long enough for any pseudonym or identifier, short enough for a key. */
  private static final int LONGEST_TEXT = 1024;

  private static final Instant EARLIEST = Instant.parse("1850-01-01T00:00:00Z");

  /** De-identified data sets (MIMIC) shift dates to the years 2100 to 2210. */
  private static final Instant LATEST = Instant.parse("2300-01-01T00:00:00Z");

  /** MIMIC moves the birth of patients over 89 to 300 years before admission. */
  private static final int EARLIEST_BIRTH_YEAR = 1750;

  private static final int LATEST_BIRTH_YEAR = 2300;

  private Checks() {}

  static void header(EventHeader header, String patientKey, String visitIdOrNull) {
    text("patientKey", patientKey);
    text("header.eventId", header.getEventId());
    text("header.sourceSystem", header.getSourceSystem());
    time("header.occurredAt", header.getOccurredAt());
    time("header.recordedAt", header.getRecordedAt());
    optionalText("visitId", visitIdOrNull);
  }

  static void coding(String field, Coding coding) {
    text(field + ".system", coding.getSystem());
    text(field + ".code", coding.getCode());
  }

  static void text(String field, String value) {
    if (value.isBlank()) {
      throw RejectedEvent.invalidField("%s is blank: send a value.".formatted(field));
    }
    if (value.length() > LONGEST_TEXT) {
      throw RejectedEvent.invalidField(
          "%s has %d characters: send at most %d.".formatted(field, value.length(), LONGEST_TEXT));
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
