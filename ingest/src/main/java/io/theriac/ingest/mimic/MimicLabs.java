package io.theriac.ingest.mimic;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.ingest.mimic.MimicAdmissions.Stay;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Numeric laboratory results by admission, in the order of the table. */
final class MimicLabs {

  private final RuleCounts counts;
  private final Map<String, Coding> tests = new HashMap<>();
  private final Map<String, String> units = new HashMap<>();
  private final Map<String, List<LabFact>> byAdmission = new HashMap<>();

  MimicLabs(RuleCounts counts) {
    this.counts = counts;
  }

  /** Reads what the tests are called; MIMIC-III knows LOINC codes of most, too. */
  void readNames(CsvTable table) {
    Column item = table.required("ITEMID");
    Column label = table.required("LABEL");
    Optional<Column> loinc = table.optional("LOINC_CODE");
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      String code = row.text(loinc);
      String id = row.need(item);
      tests.put(
          id,
          code.isEmpty()
              ? new Coding("MIMIC-LAB", id, row.text(label))
              : new Coding("LOINC", code, row.text(label)));
    }
  }

  /**
   * Reads results. Their times do not matter: a visit's results count alike.
   *
   * @param wanted which admissions' results are kept in memory
   */
  void read(CsvTable table, MimicAdmissions admissions, Predicate<Stay> wanted) {
    Column subject = table.required("SUBJECT_ID");
    Column number = table.required("HADM_ID");
    Column item = table.required("ITEMID");
    Column value = table.required("VALUENUM");
    Column unit = table.required("VALUEUOM");
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      counts.add("laboratory results", 1);
      if (row.text(value).isEmpty()) {
        counts.add("  left out: laboratory results that are no number", 1);
        continue;
      }
      Stay stay = admissions.of(row, subject, number, "laboratory results").orElse(null);
      if (stay == null) {
        continue;
      }
      if (!wanted.test(stay)) {
        counts.add("  left out: laboratory results of patients left out", 1);
        continue;
      }
      Coding test = tests.computeIfAbsent(row.need(item), id -> new Coding("MIMIC-LAB", id, null));
      String named = units.computeIfAbsent(row.text(unit), same -> same);
      Instant admitted = stay.admitted().toInstant(ZoneOffset.UTC);
      byAdmission
          .computeIfAbsent(stay.number(), key -> new ArrayList<>())
          .add(new LabFact(test, row.number(value), named.isEmpty() ? null : named, admitted));
    }
  }

  /** The results of an admission. */
  List<LabFact> of(Stay stay) {
    return byAdmission.getOrDefault(stay.number(), List.of());
  }
}
