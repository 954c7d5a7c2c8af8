package io.theriac.model.cohort;

import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.Sex;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model may use of a closed visit, before any vocabulary: every code once.
 *
 * @param medications as {@link Terminology#concept} gives them
 * @param unmapped medications that have no such concept, as ordered
 * @param labs laboratory results as reported
 * @param sex 0 = male, 1 = female, 2 = other or unknown
 * @param age see {@link #age(ClosedVisit)}
 * @param day see {@link EncodedVisit#dayOf}
 */
record VisitFacts(
    Collection<Coding> diagnoses,
    Collection<Coding> procedures,
    Collection<Coding> medications,
    Collection<Coding> unmapped,
    List<LabFact> labs,
    int sex,
    float age,
    int day) {

  private static final int OLDEST = 120;
  private static final int AGE_OF_THE_OLDEST = 90;

  static VisitFacts of(ClosedVisit visit, Terminology terminology, AtcLevel level) {
    Map<CodeKey, Coding> medications = new LinkedHashMap<>();
    Map<CodeKey, Coding> unmapped = new LinkedHashMap<>();
    for (MedicationFact fact : visit.getMedications()) {
      Coding source = fact.getMedication();
      terminology
          .concept(source, level)
          .ifPresentOrElse(
              coding -> medications.putIfAbsent(CodeKey.of(coding), coding),
              () -> unmapped.putIfAbsent(CodeKey.of(source), source));
    }
    return new VisitFacts(
        once(visit.getDiagnoses()),
        once(visit.getProcedures()),
        medications.values(),
        unmapped.values(),
        visit.getLabs(),
        sex(visit.getSex()),
        age(visit),
        EncodedVisit.dayOf(visit));
  }

  /** The laboratory tests of the visit. */
  Collection<Coding> labTests() {
    return labs.stream().map(VisitFacts::test).toList();
  }

  /** A test is known by its code and its unit: values in another unit are another test's. */
  static Coding test(LabFact lab) {
    Coding test = lab.getTest();
    String unit = lab.getUnit() == null ? "" : lab.getUnit();
    return new Coding(test.getSystem(), test.getCode() + "|" + unit, test.getDisplay());
  }

  boolean usable() {
    return !medications.isEmpty() && !(diagnoses.isEmpty() && procedures.isEmpty());
  }

  /**
   * The year of admission (UTC) less the year of birth. Above 120 it is 90: some sources hide the
   * true age of the oldest by moving their birth by centuries. NaN if it is unknown or negative.
   */
  static float age(ClosedVisit visit) {
    if (visit.getBirthYear() == null) {
      return Float.NaN;
    }
    int year = visit.getAdmittedAt().atOffset(ZoneOffset.UTC).getYear();
    int age = year - visit.getBirthYear();
    return age < 0 ? Float.NaN : age > OLDEST ? AGE_OF_THE_OLDEST : age;
  }

  private static Collection<Coding> once(List<Coding> codings) {
    Map<CodeKey, Coding> once = new LinkedHashMap<>();
    codings.forEach(coding -> once.putIfAbsent(CodeKey.of(coding), coding));
    return new ArrayList<>(once.values());
  }

  private static int sex(Sex sex) {
    return switch (sex) {
      case MALE -> 0;
      case FEMALE -> 1;
      default -> 2;
    };
  }
}
