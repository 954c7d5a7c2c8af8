package io.theriac.ingest.mimic;

import io.theriac.ingest.csv.Column;
import io.theriac.ingest.csv.CsvRow;
import io.theriac.ingest.csv.CsvTable;
import io.theriac.ingest.mimic.MimicAdmissions.Stay;
import io.theriac.ingest.mimic.MimicCohortRules.Icd;
import io.theriac.schemas.avro.Coding;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Diagnoses or procedures by admission, with the revision of ICD in their system: V10 of ICD-9 and
 * V10 of ICD-10 are two codes.
 */
final class MimicCodes {

  private final MimicRelease release;
  private final Icd icd;
  private final String kind;
  private final String suffix;
  private final RuleCounts counts;
  private final Map<Coding, String> names = new HashMap<>();
  private final Map<String, Set<Coding>> byAdmission = new HashMap<>();

  /**
   * @param kind for the counts: diagnoses or procedures
   * @param suffix of the coding system: CM for diagnoses, PCS for procedures
   */
  MimicCodes(MimicRelease release, Icd icd, String kind, String suffix, RuleCounts counts) {
    this.release = release;
    this.icd = icd;
    this.kind = kind;
    this.suffix = suffix;
    this.counts = counts;
  }

  void readNames(CsvTable table) {
    Column code = table.required(release == MimicRelease.III ? "ICD9_CODE" : "ICD_CODE");
    Optional<Column> version = version(table);
    Column title = table.required("LONG_TITLE");
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      names.put(new Coding(system(row, version), row.text(code), null), row.text(title));
    }
  }

  void read(CsvTable table, MimicAdmissions admissions) {
    Column subject = table.required("SUBJECT_ID");
    Column number = table.required("HADM_ID");
    Column code = table.required(release == MimicRelease.III ? "ICD9_CODE" : "ICD_CODE");
    Optional<Column> version = version(table);
    for (CsvRow row = table.next(); row != null; row = table.next()) {
      counts.add(kind, 1);
      if (row.text(code).isEmpty()) {
        counts.add("  left out: %s without code".formatted(kind), 1);
        continue;
      }
      Coding plain = new Coding(system(row, version), row.text(code), null);
      if (!wanted(plain)) {
        counts.add("  left out: %s of the other revision of ICD".formatted(kind), 1);
        continue;
      }
      admissions
          .of(row, subject, number, kind)
          .ifPresent(
              stay -> {
                counts.add("  in " + plain.getSystem(), 1);
                byAdmission
                    .computeIfAbsent(stay.number(), key -> new LinkedHashSet<>())
                    .add(new Coding(plain.getSystem(), plain.getCode(), names.get(plain)));
              });
    }
  }

  private Optional<Column> version(CsvTable table) {
    return release == MimicRelease.III
        ? Optional.empty()
        : Optional.of(table.required("ICD_VERSION"));
  }

  private String system(CsvRow row, Optional<Column> version) {
    if (version.isEmpty()) {
      return "ICD-9-" + suffix;
    }
    return switch (row.text(version.get())) {
      case "9" -> "ICD-9-" + suffix;
      case "10" -> "ICD-10-" + suffix;
      default -> throw row.error(version.get(), "is neither 9 nor 10", "write the revision of ICD");
    };
  }

  private boolean wanted(Coding code) {
    return icd == Icd.BOTH || code.getSystem().startsWith(icd == Icd.ICD9 ? "ICD-9-" : "ICD-10-");
  }

  /** The codes of an admission. */
  Set<Coding> of(Stay stay) {
    return byAdmission.getOrDefault(stay.number(), Set.of());
  }
}
