package io.theriac.ingest;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.Coding;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Predicate;

/**
 * How an import is done.
 *
 * @param topics where the events go
 * @param eventsInMemory events held while sorting, about 1 KB each; more are sorted on disk
 * @param temporaryDirectory where the sort puts its files
 * @param zone zone of times that the source writes without one (MIMIC-III); UTC unless said
 * @param knownMedication whether the terminology knows a medication's code; others are imported all
 *     the same, counted and reported
 * @param blankNdc what happens to MIMIC-III prescriptions with a blank drug code
 */
public record ImportOptions(
    Topics topics,
    int eventsInMemory,
    Path temporaryDirectory,
    ZoneId zone,
    Predicate<Coding> knownMedication,
    BlankNdc blankNdc,
    ImportProgress progress) {

  /** What happens to prescriptions with a blank drug code. */
  public enum BlankNdc {
    /** Left out and counted. */
    LEAVE_OUT,
    /**
     * Takes the code of the prescription before in the file, whoever's that is, as the published
     * preprocessing of the literature does: only to compare with its figures.
     */
    FILL_FROM_ROW_BEFORE
  }

  public ImportOptions {
    if (eventsInMemory < 1) {
      throw new IllegalArgumentException(
          "eventsInMemory is %d: use at least 1.".formatted(eventsInMemory));
    }
  }

  /** 100,000 events in memory, the system's temporary directory, UTC, every code known. */
  public static ImportOptions defaults() {
    return new ImportOptions(
        Topics.standard(),
        100_000,
        Path.of(System.getProperty("java.io.tmpdir")),
        ZoneOffset.UTC,
        coding -> true,
        BlankNdc.LEAVE_OUT,
        ImportProgress.NONE);
  }

  public ImportOptions withTopics(Topics value) {
    return new ImportOptions(
        value, eventsInMemory, temporaryDirectory, zone, knownMedication, blankNdc, progress);
  }

  public ImportOptions withEventsInMemory(int value) {
    return new ImportOptions(
        topics, value, temporaryDirectory, zone, knownMedication, blankNdc, progress);
  }

  public ImportOptions withTemporaryDirectory(Path value) {
    return new ImportOptions(
        topics, eventsInMemory, value, zone, knownMedication, blankNdc, progress);
  }

  public ImportOptions withZone(ZoneId value) {
    return new ImportOptions(
        topics, eventsInMemory, temporaryDirectory, value, knownMedication, blankNdc, progress);
  }

  public ImportOptions withKnownMedication(Predicate<Coding> value) {
    return new ImportOptions(
        topics, eventsInMemory, temporaryDirectory, zone, value, blankNdc, progress);
  }

  public ImportOptions withBlankNdc(BlankNdc value) {
    return new ImportOptions(
        topics, eventsInMemory, temporaryDirectory, zone, knownMedication, value, progress);
  }

  public ImportOptions withProgress(ImportProgress value) {
    return new ImportOptions(
        topics, eventsInMemory, temporaryDirectory, zone, knownMedication, blankNdc, value);
  }
}
