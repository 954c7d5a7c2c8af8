package io.theriac.state;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static io.theriac.state.fixture.PatientStory.coding;
import static io.theriac.state.fixture.PatientStory.day;
import static io.theriac.state.fixture.PatientStory.entry;

import io.theriac.schemas.avro.AdmissionAction;
import io.theriac.schemas.avro.EntryAction;
import io.theriac.schemas.avro.LabStatus;
import io.theriac.schemas.avro.MedicationAction;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.state.fixture.PatientStory;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.specific.SpecificRecord;

/** Random lives of one patient: few codes, few times and few orders, so that events collide. */
final class RandomStories {

  /** How many events each story begins with to say who the patient is. */
  static final int DEMOGRAPHICS = 2;

  private RandomStories() {}

  /** What happens, told of a story whose clock and visit are set. */
  private interface Happening {
    void tellIn(PatientStory story);
  }

  /** Two visits, days 10 to 20 and 30 to 40, in which and after which anything may be said. */
  static Arbitrary<List<SpecificRecord>> ofTwoVisits() {
    return told(happening());
  }

  /** The same, with cancellations of admissions and discharges among what is said. */
  static Arbitrary<List<SpecificRecord>> withCancellations() {
    return told(Arbitraries.oneOf(List.of(happening(), happening(), said(cancellations()))));
  }

  private static Arbitrary<List<SpecificRecord>> told(Arbitrary<Happening> happenings) {
    return happenings
        .list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(
            all -> {
              PatientStory story = aPatient("p1").born(1950).female();
              story.admitted("v1", day(10)).admitted("v2", day(30));
              all.forEach(happening -> happening.tellIn(story));
              return story.inVisit("v1").discharged(day(20)).inVisit("v2").discharged(day(40));
            })
        .map(PatientStory::events);
  }

  private static Arbitrary<Happening> happening() {
    return said(Arbitraries.oneOf(List.of(entries(), labs(), orders(), orders(), admissions())));
  }

  private static Arbitrary<Happening> said(Arbitrary<Happening> facts) {
    Arbitrary<String> visits = Arbitraries.of("v1", "v2");
    Arbitrary<Instant> times = Arbitraries.of(8, 12, 14, 20, 25, 32, 35, 45).map(PatientStory::day);
    Arbitrary<String> sources = Arbitraries.of("WARD", "CODING");
    return Combinators.combine(visits, times, sources, facts)
        .as(
            (visit, time, source, fact) ->
                story -> fact.tellIn(story.inVisit(visit).at(time).from(source)));
  }

  private static Arbitrary<Happening> entries() {
    Arbitrary<EntryAction> actions =
        Arbitraries.of(EntryAction.class).filter(a -> a != EntryAction.UNKNOWN);
    Arbitrary<String> codes = Arbitraries.of("I10", "E11.9", "N18.3");
    Arbitrary<String> ids = Arbitraries.of("1", "2").injectNull(0.5);
    return Combinators.combine(actions, codes, ids, Arbitraries.of(true, false))
        .as(
            (action, code, id, diagnosis) ->
                story -> {
                  var entry = entry(id, "ICD-10-CM", code);
                  if (diagnosis) {
                    story.diagnoses(action, entry);
                  } else {
                    story.procedures(action, entry);
                  }
                });
  }

  private static Arbitrary<Happening> labs() {
    Arbitrary<LabStatus> statuses =
        Arbitraries.of(LabStatus.class).filter(s -> s != LabStatus.UNKNOWN);
    Arbitrary<Double> values = Arbitraries.of(1.0, 2.0).injectNull(0.2);
    return Combinators.combine(Arbitraries.of("l1", "l2"), values, statuses)
        .as((id, value, status) -> story -> story.lab(id, "2160-0", value, "mg/dL", status));
  }

  private static Arbitrary<Happening> orders() {
    Arbitrary<MedicationAction> actions =
        Arbitraries.of(MedicationAction.class).filter(a -> a != MedicationAction.UNKNOWN);
    Arbitrary<Instant> starts = Arbitraries.of(9, 13, 31).map(PatientStory::day).injectNull(0.6);
    Arbitrary<Instant> ends = Arbitraries.of(31, 33, 50).map(PatientStory::day).injectNull(0.6);
    return Combinators.combine(
            actions,
            Arbitraries.of("o1", "o2"),
            Arbitraries.of("1191", "4337"),
            Arbitraries.of(OrderType.class),
            starts,
            ends)
        .as(
            (action, id, drug, type, start, end) ->
                story -> story.order(action, id, coding("RXNORM", drug), type, start, end));
  }

  private static Arbitrary<Happening> admissions() {
    Arbitrary<AdmissionAction> actions =
        Arbitraries.of(
            AdmissionAction.TRANSFER, AdmissionAction.CLASS_CHANGE, AdmissionAction.UPDATE);
    return Combinators.combine(actions, Arbitraries.of(PatientClass.class))
        .as((action, patientClass) -> story -> story.admission(action, patientClass));
  }

  private static Arbitrary<Happening> cancellations() {
    return Arbitraries.of(
            AdmissionAction.CANCEL_ADMIT, AdmissionAction.CANCEL_DISCHARGE, AdmissionAction.ADMIT)
        .map(
            action ->
                story -> {
                  Instant admittedAt = action == AdmissionAction.ADMIT ? day(8) : null;
                  story.admission(action, PatientClass.UNKNOWN, admittedAt, null);
                });
  }
}
