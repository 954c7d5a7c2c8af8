package io.theriac.ingest.mimic;

import io.theriac.ingest.ImportOptions.BlankNdc;
import io.theriac.ingest.Times;
import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.ingest.mimic.MimicAdmissions.Stay;
import io.theriac.schemas.avro.Coding;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The medications of each admission: prescriptions with a drug code that a map knows. */
final class MimicDrugs {

  static final String UNKNOWN = "  left out: NDC without a medication in the code map";

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern ZERO = Pattern.compile("0+");
  private static final String NO_DATE =
      "  left out: prescriptions without a start, which day is first";

  private final MimicRelease release;
  private final MimicCohortRules rules;
  private final RuleCounts counts;
  private final Function<Coding, Optional<Coding>> concept;
  private final Map<String, Optional<Coding>> concepts = new HashMap<>();
  private final Map<String, Map<Coding, LocalDate>> firstDays = new HashMap<>();
  private final Map<String, LocalDate> firstDay = new HashMap<>();
  private final Map<String, Set<String>> admissionsOf = new HashMap<>();
  private String ndcBefore = "";

  /**
   * @param concept what an NDC is learnt as; what has no concept is left out and counted
   */
  MimicDrugs(
      MimicRelease release,
      MimicCohortRules rules,
      RuleCounts counts,
      Function<Coding, Optional<Coding>> concept) {
    this.release = release;
    this.rules = rules;
    this.counts = counts;
    this.concept = concept;
  }

  void read(CsvTable table, MimicAdmissions admissions) {
    Column subject = table.required("SUBJECT_ID");
    Column number = table.required("HADM_ID");
    Column ndc = table.required("NDC");
    Column start = table.required(release.prescriptionStart());
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      counts.add("prescriptions", 1);
      Optional<String> code = ndc(row, ndc);
      if (code.isPresent()) {
        Optional<Stay> stay = admissions.of(row, subject, number, "prescriptions");
        if (stay.isPresent()) {
          add(stay.get(), code.get(), Times.local(row, start));
        }
      }
    }
    counts.add(
        "patients with fewer than two admissions with prescriptions",
        admissionsOf.values().stream().filter(numbers -> numbers.size() < 2).count());
  }

  private Optional<String> ndc(CsvRow row, Column column) {
    String text = row.text(column);
    if (text.isEmpty() && rules.blankNdc() == BlankNdc.FILL_FROM_ROW_BEFORE) {
      counts.add("  blank NDC, taken from the row before", 1);
      text = ndcBefore;
    }
    if (text.isEmpty()) {
      counts.add("  left out: NDC is blank", 1);
    } else if (ZERO.matcher(text).matches()) {
      counts.add("  left out: NDC is 0", 1);
    } else if (!DIGITS.matcher(text).matches()) {
      counts.add("  left out: NDC is not a number of up to 11 digits", 1);
    } else {
      ndcBefore = "0".repeat(11 - text.length()) + text;
      return Optional.of(ndcBefore);
    }
    return Optional.empty();
  }

  private void add(Stay stay, String ndc, LocalDateTime start) {
    admissionsOf.computeIfAbsent(stay.subject(), key -> new HashSet<>()).add(stay.number());
    if (start == null && rules.span() == MimicCohortRules.Span.FIRST_DAY) {
      counts.add(NO_DATE, 1);
      return;
    }
    LocalDate day = start == null ? LocalDate.MAX : start.toLocalDate();
    firstDay.merge(stay.number(), day, MimicDrugs::earlier);
    Optional<Coding> drug =
        concepts.computeIfAbsent(ndc, code -> concept.apply(new Coding("NDC", code, null)));
    if (drug.isEmpty()) {
      counts.add(UNKNOWN, 1);
    } else {
      firstDays
          .computeIfAbsent(stay.number(), key -> new HashMap<>())
          .merge(drug.get(), day, MimicDrugs::earlier);
    }
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  /** Whether the patient has prescriptions in two admissions or more. */
  boolean recurs(Stay stay) {
    return admissionsOf.getOrDefault(stay.subject(), Set.of()).size() >= 2;
  }

  /** The medications of an admission that count. */
  Set<Coding> of(Stay stay) {
    Map<Coding, LocalDate> all = firstDays.getOrDefault(stay.number(), Map.of());
    if (rules.span() == MimicCohortRules.Span.STAY) {
      return all.keySet();
    }
    Set<Coding> first = new HashSet<>();
    all.forEach(
        (drug, day) -> {
          if (day.equals(firstDay.get(stay.number()))) {
            first.add(drug);
          }
        });
    return first;
  }
}
