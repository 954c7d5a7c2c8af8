package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.day;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.fixture.Arrival;
import io.theriac.state.fixture.PatientStory;
import io.theriac.state.rows.VisitHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks through the table of {@code docs/visit-lifecycle.md}. */
class LifecycleTableTest {

  private static final Path PAGE = Path.of("../docs/visit-lifecycle.md");
  private static final VisitRules RULES =
      new VisitRules(Duration.ofDays(7), Duration.ofMinutes(15), Duration.ofDays(90));

  private final VisitFold fold = new VisitFold(RULES);
  private final FactRows rows = new InMemoryFactRows();
  private final List<Consequence> told = new ArrayList<>();
  private String visit = "v1";
  private long offset;

  record Row(VisitPhase before, String comes, String after, Set<String> told) {

    static Row of(String line) {
      String[] cells = line.split("\\|");
      Set<String> told = new TreeSet<>(Arrays.asList(cells[4].strip().split(", ")));
      told.remove("nothing");
      return new Row(
          VisitPhase.valueOf(cells[1].strip()), cells[2].strip(), cells[3].strip(), told);
    }
  }

  static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .filter(line -> line.matches("\\| (" + String.join("|", phases()) + ") \\|.*"))
          .map(Row::of)
          .toList();
    }
  }

  private static List<String> phases() {
    return Arrays.stream(VisitPhase.values()).map(Enum::name).toList();
  }

  @Test
  void shouldSpeakOfEveryPhase() throws IOException {
    assertThat(rows().stream().map(Row::before)).containsAll(EnumSet.allOf(VisitPhase.class));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldGoAsTheTableSays(Row row) {
    bring(row.before());
    assertThat(VisitPhase.of(header())).isEqualTo(row.before());
    told.clear();

    come(row.comes());

    assertThat(phase()).isEqualTo(row.after());
    assertThat(words()).isEqualTo(row.told());
  }

  private void bring(VisitPhase phase) {
    switch (phase) {
      case PROVISIONAL -> hears(ann(1).inVisit(visit).diagnosed("ICD-10-CM", "I10"));
      case OPEN -> hears(open());
      case DISCHARGED -> hears(open().discharged(day(3)));
      case FINAL -> {
        hears(open().discharged(day(3)));
        timeComesTo(20);
      }
      case CANCELLED -> hears(open().at(day(2)).admissionCancelled());
      case ABANDONED -> {
        hears(open());
        timeComesTo(120);
      }
    }
  }

  private void come(String what) {
    switch (what) {
      case "a fact" -> hears(aFact());
      case "the same event again" -> hears(open());
      case "the admission" -> hears(ann(soon()).admitted(visit));
      case "the discharge" -> hears(ann(soon()).inVisit(visit).discharged());
      case "another discharge time" -> hears(ann(4).inVisit(visit).discharged());
      case "another patient class" ->
          hears(
              ann(4)
                  .inVisit(visit)
                  .admission(AdmissionAction.CLASS_CHANGE, PatientClass.EMERGENCY));
      case "a new visit number" -> {
        hears(ann(4).inVisit(visit).renumbered("v1-new"));
        visit = "v1-new";
      }
      case "the discharge's cancellation" -> hears(ann(soon()).inVisit(visit).dischargeCancelled());
      case "the admission's cancellation" -> hears(ann(soon()).inVisit(visit).admissionCancelled());
      case "a fact, and the revision delay" -> {
        int day = soon();
        hears(aFact());
        timeComesTo(day + 1);
      }
      case "a fact said before, and the revision delay" -> {
        hears(ann(4).inVisit(visit).diagnosed("ICD-10-CM", "I10"));
        timeComesTo(5);
      }
      case "the end of the coding grace" -> timeComesTo(20);
      case "no event for long" -> timeComesTo(120);
      case "an erasure" -> hears(ann(soon()).asksToBeErased());
      case "a merge that brings a fact" -> {
        int day = soon();
        hears(
            aPatient("bea").from("LAB").at(day(day)).inVisit(visit).diagnosed("ICD-10-CM", "I11"));
        hears(aPatient("ann").from("MPI").at(day(day + 1)).merges("bea"));
      }
      case "a merge into another patient" -> hears(aPatient("bea").at(day(soon())).merges("ann"));
      default -> throw new AssertionError("The table says what no test knows: " + what);
    }
  }

  /** Soon after what brought the visit into its phase. */
  private int soon() {
    return switch (VisitPhase.of(header())) {
      case ABANDONED -> 130;
      case FINAL -> 21;
      default -> 5;
    };
  }

  private PatientStory aFact() {
    return ann(soon()).inVisit(visit).diagnosed("ICD-10-CM", "E11.9");
  }

  private static PatientStory open() {
    return ann(1).admitted("v1").diagnosed("ICD-10-CM", "I10");
  }

  /** Each day has events of its own ids, so that only the same day's are the same. */
  private static PatientStory ann(int day) {
    return aPatient("ann").from("EHR-" + day).at(day(day));
  }

  private void timeComesTo(int day) {
    hears(aPatient("somebody").from("EHR-" + day).at(day(day)).born(1900 + day));
  }

  private void hears(PatientStory story) {
    for (Arrival arrival : Arrival.of(story.events())) {
      follow(fold.apply(rows, arrival.again(offset++).event(), arrival.again(offset).position()));
    }
  }

  private void follow(Outcome outcome) {
    assertThat(outcome).isNotInstanceOf(Outcome.Rejected.class);
    if (outcome instanceof Outcome.Applied applied) {
      for (Consequence consequence : applied.consequences()) {
        told.add(consequence);
        if (consequence instanceof Consequence.Sent sent) {
          PatientMove move = sent.move();
          follow(fold.receive(rows, move));
        }
      }
    }
  }

  private VisitHeader header() {
    return Visits.header(new Rows(rows), "ann", visit);
  }

  private String phase() {
    boolean known = new Rows(rows).has(Keys.header("ann", visit));
    return known ? VisitPhase.of(header()).name() : "gone";
  }

  /** What others were told of Ann's visits under her own key. */
  private Set<String> words() {
    Set<String> words = new TreeSet<>();
    for (Consequence each : told) {
      if (each instanceof Consequence.Closed closed
          && closed.revision().visit().getPatientKey().equals("ann")) {
        words.add(closed.revision().isFinal() ? "final" : "closed");
      } else if (each instanceof Consequence.Withdrawn) {
        words.add("withdrawn");
      } else if (each instanceof Consequence.Reopened) {
        words.add("reopened");
      } else if (each instanceof Consequence.Abandoned) {
        words.add("abandoned");
      } else if (each instanceof Consequence.Sent) {
        words.add("sent");
      }
    }
    return words;
  }
}
