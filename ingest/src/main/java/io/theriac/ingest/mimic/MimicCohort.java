package io.theriac.ingest.mimic;

import io.theriac.ingest.ImportException;
import io.theriac.ingest.csv.CsvFile;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.ingest.mimic.MimicAdmissions.Stay;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a cohort of the tables of MIMIC-III or of MIMIC-IV's module hosp, by rules that can be
 * switched, and counts what each of them does. In this order: prescriptions with a drug code that
 * is known; patients with prescriptions in two admissions; the most frequent medications and
 * diagnoses, counted over these patients; admissions that have all that is asked for.
 *
 * <p>What stays in memory is the distinct codes of each admission. Patients keep the source's
 * numbers, which are already de-identified.
 */
public final class MimicCohort {

  private final CsvSource tables;
  private final MimicCohortRules rules;
  private final RuleCounts counts = new RuleCounts();
  private final MimicAdmissions admissions;
  private final MimicDrugs drugs;
  private final MimicCodes diagnoses;
  private final MimicCodes procedures;
  private final MimicLabs labs;

  /**
   * What came of the tables.
   *
   * @param visits of each patient in their order
   * @param counts of the rules
   */
  public record Result(List<ClosedVisit> visits, RuleCounts counts) {}

  private MimicCohort(
      CsvSource tables,
      MimicRelease release,
      MimicCohortRules rules,
      Function<Coding, Optional<Coding>> concept) {
    this.tables = tables;
    this.rules = rules;
    admissions = new MimicAdmissions(release, counts);
    drugs = new MimicDrugs(release, rules, counts, concept);
    diagnoses = new MimicCodes(release, rules.icd(), "diagnoses", "CM", counts);
    procedures = new MimicCodes(release, rules.icd(), "procedures", "PCS", counts);
    labs = new MimicLabs(counts);
  }

  /**
   * Reads the tables.
   *
   * @param concept what an NDC is learnt as, such as its ATC class
   * @throws ImportException if a table, column or value is missing or unreadable, or nothing is
   *     left
   */
  public static Result read(
      CsvSource tables,
      MimicRelease release,
      MimicCohortRules rules,
      Function<Coding, Optional<Coding>> concept) {
    return new MimicCohort(tables, release, rules, concept).read(release);
  }

  private Result read(MimicRelease release) {
    need("PATIENTS", admissions::readPatients);
    need("ADMISSIONS", admissions::readAdmissions);
    need("PRESCRIPTIONS", table -> drugs.read(table, admissions));
    offer("D_ICD_DIAGNOSES", diagnoses::readNames);
    offer("D_ICD_PROCEDURES", procedures::readNames);
    need("DIAGNOSES_ICD", table -> diagnoses.read(table, admissions));
    need("PROCEDURES_ICD", table -> procedures.read(table, admissions));
    if (rules.labs()) {
      offer("D_LABITEMS", labs::readNames);
      need("LABEVENTS", table -> labs.read(table, admissions, drugs::recurs));
    }
    List<ClosedVisit> visits = visits();
    if (visits.isEmpty()) {
      throw new ImportException(
          "No admission of %s in %s is left by the rules (%d prescriptions have an NDC that the code map does not know): name a code map that knows them, or use other rules."
              .formatted(release.title(), tables.describe(), counts.of(MimicDrugs.UNKNOWN)));
    }
    return new Result(visits, counts);
  }

  private List<ClosedVisit> visits() {
    List<Stay> stays = new ArrayList<>();
    for (Stay stay : admissions.all()) {
      if (drugs.recurs(stay)) {
        stays.add(stay);
      }
    }
    counts.add("admissions of patients with prescriptions in two or more", stays.size());
    Set<Coding> medications =
        top(stays, drugs::of, rules.topMedications(), "medications beyond the most frequent");
    Set<Coding> known =
        top(stays, diagnoses::of, rules.topDiagnoses(), "diagnosis codes beyond the most frequent");
    stays.sort(order());
    List<ClosedVisit> visits = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Stay stay : stays) {
      List<Coding> d = diagnoses.of(stay).stream().filter(known::contains).toList();
      List<Coding> p = List.copyOf(procedures.of(stay));
      List<Coding> m = drugs.of(stay).stream().filter(medications::contains).sorted().toList();
      if (complete(d, p, m)) {
        visits.add(visit(stay, end(stay, visits), d, p, m));
        numbers.merge(stay.subject(), 1, Integer::sum);
      }
    }
    counts.add("visits written", visits.size());
    if (rules.labs()) {
      counts.add(
          "laboratory results written",
          visits.stream().mapToLong(visit -> visit.getLabs().size()).sum());
    }
    counts.add("patients written", numbers.size());
    counts.add(
        "  of them with a single visit, which training leaves out",
        numbers.values().stream().filter(n -> n == 1).count());
    return List.copyOf(visits);
  }

  private boolean complete(List<Coding> d, List<Coding> p, List<Coding> m) {
    if (m.isEmpty()) {
      counts.add("  left out: admissions without medication", 1);
    } else if (d.isEmpty() && p.isEmpty()) {
      counts.add("  left out: admissions without diagnosis and procedure", 1);
    } else if (rules.join() == MimicCohortRules.Join.ALL && d.isEmpty()) {
      counts.add("  left out: admissions without diagnosis", 1);
    } else if (rules.join() == MimicCohortRules.Join.ALL && p.isEmpty()) {
      counts.add("  left out: admissions without procedure", 1);
    } else {
      return true;
    }
    return false;
  }

  private Set<Coding> top(
      List<Stay> stays, Function<Stay, Set<Coding>> codes, int most, String beyond) {
    Map<Coding, Long> frequency =
        stays.stream()
            .flatMap(stay -> codes.apply(stay).stream())
            .collect(
                Collectors.groupingBy(Function.identity(), HashMap::new, Collectors.counting()));
    if (most == 0 || frequency.size() <= most) {
      return frequency.keySet();
    }
    counts.add("  left out: " + beyond, frequency.size() - most);
    return frequency.entrySet().stream()
        .sorted(
            Map.Entry.<Coding, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Comparator<Stay> order() {
    Comparator<Stay> byPatient = Comparator.comparing(Stay::subject);
    Comparator<Stay> byNumber =
        Comparator.comparingInt((Stay stay) -> stay.number().length()).thenComparing(Stay::number);
    return rules.order() == MimicCohortRules.VisitOrder.ID
        ? byPatient.thenComparing(byNumber)
        : byPatient.thenComparing(Stay::admitted).thenComparing(byNumber);
  }

  /** A stay within another one ends with it, so that visits in the order of time end in it. */
  private Instant end(Stay stay, List<ClosedVisit> before) {
    Instant end = stay.discharged().toInstant(ZoneOffset.UTC);
    if (rules.order() == MimicCohortRules.VisitOrder.ID || before.isEmpty()) {
      return end;
    }
    ClosedVisit last = before.get(before.size() - 1);
    if (last.getPatientKey().equals(stay.subject()) && last.getDischargedAt().isAfter(end)) {
      counts.add("  admissions within the one before: taken to end with it", 1);
      return last.getDischargedAt();
    }
    return end;
  }

  private ClosedVisit visit(
      Stay stay, Instant discharged, List<Coding> d, List<Coding> p, List<Coding> m) {
    Instant admitted = stay.admitted().toInstant(ZoneOffset.UTC);
    return ClosedVisit.newBuilder()
        .setPatientKey(stay.subject())
        .setVisitId(stay.number())
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(stay.sex())
        .setBirthYear(stay.age() == null ? null : stay.admitted().getYear() - stay.age())
        .setAdmittedAt(admitted)
        .setDischargedAt(discharged)
        .setDiagnoses(d)
        .setProcedures(p)
        .setMedications(given(m))
        .setLabs(labs.of(stay))
        .build();
  }

  private static List<MedicationFact> given(Collection<Coding> medications) {
    List<MedicationFact> facts = new ArrayList<>();
    for (Coding drug : medications) {
      facts.add(
          new MedicationFact(
              drug, "order-" + facts.size(), OrderType.INPATIENT, false, null, null));
    }
    return List.copyOf(facts);
  }

  private void need(String name, Consumer<CsvTable> reader) {
    CsvFile file =
        tables
            .find(name)
            .orElseThrow(
                () ->
                    new ImportException(
                        "%s holds no %s.csv or %s.csv.gz: give a directory with the exported tables."
                            .formatted(tables.describe(), name, name)));
    try (CsvTable table = CsvTable.open(file)) {
      reader.accept(table);
    }
  }

  private void offer(String name, Consumer<CsvTable> reader) {
    if (tables.find(name).isPresent()) {
      need(name, reader);
    }
  }
}
