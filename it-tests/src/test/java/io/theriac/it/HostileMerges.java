package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static io.theriac.state.fixture.PatientStory.entry;

import io.theriac.schemas.avro.CodedEntry;
import io.theriac.schemas.avro.Diagnosis;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.state.fixture.PatientStory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Merges and erasures that no hospital asks for, among keys of which some hold absurd records. */
final class HostileMerges {

  /** More than the application follows. */
  private static final int CHAIN = 130;

  private final String patient;

  /**
   * @param patient a key with an absurd record; all further keys begin with it
   */
  HostileMerges(String patient) {
    this.patient = patient;
  }

  List<PatientStory> stories() {
    List<PatientStory> stories = new ArrayList<>();
    stories.addAll(chain());
    stories.addAll(circle());
    stories.addAll(absurdRecords());
    stories.addAll(erasures());
    return stories;
  }

  /** Each key is merged into the next, and data come late for the first. */
  private List<PatientStory> chain() {
    List<PatientStory> stories = new ArrayList<>();
    for (int i = 0; i < CHAIN; i++) {
      stories.add(aPatient(key("chain", i + 1)).at(day(1)).merges(key("chain", i)));
    }
    stories.add(aPatient(key("chain", 0)).at(day(20)).admitted("late").discharged(day(21)));
    return stories;
  }

  /** Everyone into everyone else, and oneself. */
  private List<PatientStory> circle() {
    List<PatientStory> stories = new ArrayList<>();
    for (int from = 0; from < 5; from++) {
      stories.add(aPatient(key("circle", from)).admitted("c" + from, day(1)).discharged(day(2)));
      for (int into = 0; into < 5; into++) {
        stories.add(
            aPatient(key("circle", into))
                .from("MPI-" + from)
                .at(day(3 + (7 * from + 3 * into) % 5))
                .merges(key("circle", from)));
      }
    }
    return stories;
  }

  /** A record of a hundred thousand facts moves; an event too large for a message does not. */
  private List<PatientStory> absurdRecords() {
    return List.of(
        aPatient(key("survivor", 0)).at(day(400)).merges(patient),
        aPatient(key("survivor", 1)).at(day(1)).merges(key("large", 0)),
        tooLargeToBePassedOn());
  }

  /** Its topic takes the event, but not the message with which it would be passed on. */
  private PatientStory tooLargeToBePassedOn() {
    int entryBytes = (bytes(diagnoses(200)) - bytes(diagnoses(100))) / 100;
    return diagnoses(1_005_000 / entryBytes);
  }

  private PatientStory diagnoses(int number) {
    return aPatient(key("large", 0))
        .at(day(30))
        .inVisit("v")
        .diagnoses(
            EntryAction.SNAPSHOT,
            IntStream.range(0, number)
                .mapToObj(i -> entry("ICD-10-CM", "%0120d".formatted(i)))
                .toArray(CodedEntry[]::new));
  }

  private static int bytes(PatientStory story) {
    try {
      return Diagnosis.getEncoder().encode((Diagnosis) story.events().get(0)).remaining();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<PatientStory> erasures() {
    return List.of(
        aPatient(key("survivor", 0)).from("DPO").at(day(500)).asksToBeErased(),
        aPatient(key("chain", 5)).from("DPO").at(day(30)).asksToBeErased(),
        aPatient(key("circle", 2)).from("DPO").at(day(40)).asksToBeErased(),
        aPatient(key("unknown", 0))
            .from("DPO")
            .at(Instant.parse("2299-01-01T00:00:00Z"))
            .asksToBeErased());
  }

  private String key(String of, int number) {
    return "%s-%s-%d".formatted(patient, of, number);
  }
}
