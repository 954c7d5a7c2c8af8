package io.theriac.ingest.mimic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.ingest.ImportException;
import io.theriac.ingest.ImportOptions.BlankNdc;
import io.theriac.ingest.csv.CsvSource;
import io.theriac.ingest.mimic.MimicCohortRules.Icd;
import io.theriac.ingest.mimic.MimicCohortRules.Join;
import io.theriac.ingest.mimic.MimicCohortRules.Span;
import io.theriac.ingest.mimic.MimicCohortRules.VisitOrder;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.Sex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invented tables: patient 1 has three admissions, patient 2 two, patient 3 one. */
class MimicCohortTest {

  private static final Map<String, Coding> DRUGS =
      Map.of(
          "00000000111", new Coding("ATC", "A01A", null),
          "00000000222", new Coding("ATC", "B01A", null),
          "00000000333", new Coding("ATC", "C01A", null));
  private static final MimicCohortRules USUAL = MimicCohortRules.DEFAULT;

  @TempDir private Path directory;

  @BeforeEach
  void writeTables() throws IOException {
    write(
        "patients",
        "subject_id,gender,anchor_age,anchor_year,dod\n1,F,60,2150,\n2,M,91,2160,\n3,F,40,2170,\n");
    write(
        "admissions",
        """
        subject_id,hadm_id,admittime,dischtime
        1,12,2151-01-01 10:00:00,2151-01-05 10:00:00
        1,11,2152-01-01 10:00:00,2152-01-05 10:00:00
        1,13,2153-01-01 10:00:00,2153-01-05 10:00:00
        2,21,2160-01-01 10:00:00,2160-01-05 10:00:00
        2,22,2161-01-01 10:00:00,2161-01-05 10:00:00
        3,31,2170-01-01 10:00:00,2170-01-05 10:00:00
        """);
    write(
        "prescriptions",
        """
        subject_id,hadm_id,starttime,stoptime,drug,ndc
        1,12,2151-01-01 12:00:00,,a,111
        1,12,2151-01-02 12:00:00,,b,00000000222
        1,12,2151-01-02 12:00:00,,a,111
        1,11,2152-01-01 12:00:00,,a,111
        1,11,2152-01-01 13:00:00,,c,
        1,13,2153-01-01 12:00:00,,z,0
        1,13,2153-01-01 12:00:00,,u,999
        2,21,2160-01-01 12:00:00,,c,333
        2,22,2161-01-01 12:00:00,,c,333
        2,22,2161-01-01 12:00:00,,b,222
        2,,2161-01-01 12:00:00,,b,222
        3,31,2170-01-01 12:00:00,,a,111
        """);
    write(
        "diagnoses_icd",
        """
        subject_id,hadm_id,seq_num,icd_code,icd_version
        1,12,1,V10    ,9
        1,11,1,V10,10
        1,11,2,V10,9
        1,13,1,E11,10
        2,21,1,4019,9
        2,22,1,I10,10
        3,31,1,I10,10
        """);
    write(
        "procedures_icd",
        """
        subject_id,hadm_id,seq_num,chartdate,icd_code,icd_version
        1,12,1,2151-01-01,9904,9
        1,11,1,2152-01-01,30233N1,10
        1,13,1,2153-01-01,9904,9
        2,21,1,2160-01-01,9904,9
        """);
    write(
        "d_icd_diagnoses",
        "icd_code,icd_version,long_title\nV10,9,Personal history\nV10,10,Motorcyclist injured\n");
  }

  @Test
  void shouldEndVisitsWithTheirDischarge() {
    ClosedVisit visit = read(USUAL).get(0);
    assertThat(visit.getAdmittedAt()).isEqualTo("2151-01-01T10:00:00Z");
    assertThat(visit.getDischargedAt()).isEqualTo("2151-01-05T10:00:00Z");
  }

  @Test
  void shouldEndAStayWithinAnotherWithIt() throws IOException {
    write(
        "admissions",
        """
        subject_id,hadm_id,admittime,dischtime
        1,12,2151-01-01 10:00:00,2153-01-05 10:00:00
        1,11,2152-01-01 10:00:00,2152-01-05 10:00:00
        1,13,2153-01-01 10:00:00,
        2,21,2160-01-01 10:00:00,2160-01-05 10:00:00
        2,22,2161-01-01 10:00:00,2160-12-31 10:00:00
        3,31,2170-01-01 10:00:00,2170-01-05 10:00:00
        """);

    List<ClosedVisit> visits = read(USUAL);

    assertThat(visits.get(0).getDischargedAt()).isEqualTo("2153-01-05T10:00:00Z");
    assertThat(visits.get(1).getDischargedAt()).isEqualTo("2153-01-05T10:00:00Z");
    assertThat(visits)
        .isSortedAccordingTo(
            Comparator.comparing(ClosedVisit::getPatientKey)
                .thenComparing(ClosedVisit::getDischargedAt));
  }

  @Test
  void shouldKeepTheRevisionsOfIcdApart() {
    ClosedVisit visit = read(USUAL).get(1);

    assertThat(visit.getDiagnoses())
        .containsExactly(
            new Coding("ICD-10-CM", "V10", "Motorcyclist injured"),
            new Coding("ICD-9-CM", "V10", "Personal history"));
    assertThat(visit.getProcedures()).containsExactly(new Coding("ICD-10-PCS", "30233N1", null));
  }

  @Test
  void shouldOrderVisitsByTimeUnlessAskedForTheirNumbers() {
    assertThat(visitIds(USUAL)).containsExactly("12", "11", "21");
    assertThat(visitIds(with(VisitOrder.ID))).containsExactly("11", "12", "21");
  }

  @Test
  void shouldTellAgesFromTheAnchorYear() {
    ClosedVisit first = read(USUAL).get(0);

    assertThat(first.getSex()).isEqualTo(Sex.FEMALE);
    assertThat(2151 - first.getBirthYear()).isEqualTo(61);
  }

  @Test
  void shouldCountWhatTheRulesLeaveOut() {
    Map<String, Long> counts = result(USUAL).counts().byRule();

    assertThat(counts)
        .containsEntry("prescriptions", 12L)
        .containsEntry("  left out: NDC is 0", 1L)
        .containsEntry("  left out: NDC is blank", 1L)
        .containsEntry("  left out: NDC without a medication in the code map", 1L)
        .containsEntry("  left out: prescriptions without a known admission", 1L)
        .containsEntry("patients with fewer than two admissions with prescriptions", 1L)
        .containsEntry("  left out: admissions without procedure", 1L)
        .containsEntry("  left out: admissions without medication", 1L)
        .containsEntry("  in ICD-9-CM", 3L)
        .containsEntry("  in ICD-10-CM", 4L)
        .containsEntry("visits written", 3L)
        .containsEntry("patients written", 2L)
        .containsEntry("  of them with a single visit, which training leaves out", 1L);
  }

  @Test
  void shouldKeepAdmissionsWithEitherKindOfCodeWhereAsked() {
    assertThat(visitIds(with(Join.ANY_CODE))).containsExactly("12", "11", "21", "22");
  }

  @Test
  void shouldFillBlankDrugCodesFromTheRowBeforeWhereAsked() {
    MimicCohortRules fill =
        new MimicCohortRules(
            BlankNdc.FILL_FROM_ROW_BEFORE,
            USUAL.span(),
            USUAL.order(),
            USUAL.join(),
            Icd.BOTH,
            0,
            0);

    assertThat(result(fill).counts().byRule())
        .containsEntry("  blank NDC, taken from the row before", 1L)
        .doesNotContainKey("  left out: NDC is blank");
  }

  @Test
  void shouldKeepWhatBeginsOnTheFirstDayWhereAsked() {
    assertThat(medications(read(USUAL).get(0))).containsExactly("A01A", "B01A");
    assertThat(medications(read(with(Span.FIRST_DAY)).get(0))).containsExactly("A01A");
  }

  @Test
  void shouldKeepOneRevisionOfIcdWhereAsked() {
    MimicCohortRules nine =
        new MimicCohortRules(
            USUAL.blankNdc(), USUAL.span(), USUAL.order(), USUAL.join(), Icd.ICD9, 0, 0);

    assertThat(visitIds(nine)).containsExactly("12", "21");
    assertThat(result(nine).counts().byRule())
        .containsEntry("  left out: diagnoses of the other revision of ICD", 4L);
  }

  @Test
  void shouldKeepTheMostFrequentCodes() {
    MimicCohortRules few =
        new MimicCohortRules(
            USUAL.blankNdc(), USUAL.span(), USUAL.order(), Join.ALL, Icd.BOTH, 1, 2);

    assertThat(read(few)).flatExtracting(ClosedVisit::getDiagnoses).hasSize(2);
    assertThat(read(few))
        .allSatisfy(visit -> assertThat(medications(visit)).doesNotContain("C01A"));
  }

  @Test
  void shouldReadTheThirdReleaseByTheSameRules() throws IOException {
    write(
        "patients",
        "row_id,subject_id,gender,dob\n1,1,F,2091-05-01 00:00:00\n2,2,M,1860-01-01 00:00:00\n");
    write("prescriptions", file("prescriptions").replace("starttime", "startdate"));
    for (String table : List.of("diagnoses_icd", "procedures_icd")) {
      write(
          table,
          file(table)
              .replace("icd_code,icd_version", "icd9_code")
              .replaceAll("(?m)^(.*),(9|10)$", "$1"));
    }
    Files.delete(directory.resolve("d_icd_diagnoses.csv"));

    List<ClosedVisit> visits =
        MimicCohort.read(CsvSource.directory(directory), MimicRelease.III, USUAL, this::concept)
            .visits();

    assertThat(visits).extracting(ClosedVisit::getVisitId).containsExactly("12", "11", "21");
    assertThat(visits.get(1).getDiagnoses()).containsExactly(new Coding("ICD-9-CM", "V10", null));
    assertThat(2151 - visits.get(0).getBirthYear()).isEqualTo(60);
    assertThat(2160 - visits.get(2).getBirthYear()).isEqualTo(91);
  }

  @Test
  void shouldTakeNumericResultsOfTheAdmissionsWhereAsked() throws IOException {
    write("d_labitems", "itemid,label,fluid,category\n50931,Glucose,Blood,Chemistry\n");
    write(
        "labevents",
        """
        labevent_id,subject_id,hadm_id,itemid,charttime,value,valuenum,valueuom
        1,1,12,50931,2151-01-01 12:00:00,90,90,mg/dL
        2,1,12,50931,2151-01-02 12:00:00,95.5,95.5,mg/dL
        3,1,12,51000,2151-01-02 12:00:00,7,7,
        4,1,11,50931,2152-01-02 12:00:00,NEG,,mg/dL
        5,1,,50931,2152-01-02 12:00:00,80,80,mg/dL
        6,3,31,50931,2170-01-02 12:00:00,80,80,mg/dL
        """);

    MimicCohort.Result made = result(USUAL.withLabs());

    assertThat(made.visits().get(0).getLabs())
        .extracting(LabFact::getTest, LabFact::getValue, LabFact::getUnit)
        .containsExactly(
            tuple(new Coding("MIMIC-LAB", "50931", "Glucose"), 90.0, "mg/dL"),
            tuple(new Coding("MIMIC-LAB", "50931", "Glucose"), 95.5, "mg/dL"),
            tuple(new Coding("MIMIC-LAB", "51000", null), 7.0, null));
    assertThat(made.visits().get(1).getLabs()).isEmpty();
    assertThat(made.counts().byRule())
        .containsEntry("laboratory results", 6L)
        .containsEntry("  left out: laboratory results that are no number", 1L)
        .containsEntry("  left out: laboratory results without a known admission", 1L)
        .containsEntry("  left out: laboratory results of patients left out", 1L)
        .containsEntry("laboratory results written", 3L);
    assertThat(read(USUAL)).allSatisfy(visit -> assertThat(visit.getLabs()).isEmpty());
  }

  @Test
  void shouldRefuseARevisionThatThereIsNot() throws IOException {
    write("diagnoses_icd", file("diagnoses_icd").replace("1,12,1,V10    ,9", "1,12,1,V10,11"));

    assertThatThrownBy(() -> read(USUAL))
        .isInstanceOf(ImportException.class)
        .hasMessage(
            "diagnoses_icd.csv line 2, column ICD_VERSION is neither 9 nor 10: write the revision of ICD.");
  }

  @Test
  void shouldSayThatNothingIsLeft() {
    CsvSource tables = CsvSource.directory(directory);

    assertThatThrownBy(
            () -> MimicCohort.read(tables, MimicRelease.IV, USUAL, ndc -> Optional.empty()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("No admission of MIMIC-IV")
        .hasMessageContaining("9 prescriptions have an NDC that the code map does not know")
        .hasMessageContaining("name a code map that knows them");
  }

  @Test
  void shouldNameAMissingTable() throws IOException {
    Files.delete(directory.resolve("procedures_icd.csv"));

    assertThatThrownBy(() -> read(USUAL))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("holds no PROCEDURES_ICD.csv or PROCEDURES_ICD.csv.gz");
  }

  private Optional<Coding> concept(Coding ndc) {
    return Optional.ofNullable(DRUGS.get(ndc.getCode()));
  }

  private MimicCohort.Result result(MimicCohortRules rules) {
    return MimicCohort.read(CsvSource.directory(directory), MimicRelease.IV, rules, this::concept);
  }

  private List<ClosedVisit> read(MimicCohortRules rules) {
    return result(rules).visits();
  }

  private List<String> visitIds(MimicCohortRules rules) {
    return read(rules).stream().map(ClosedVisit::getVisitId).toList();
  }

  private static List<String> medications(ClosedVisit visit) {
    return visit.getMedications().stream().map(fact -> fact.getMedication().getCode()).toList();
  }

  private static MimicCohortRules with(VisitOrder order) {
    return new MimicCohortRules(
        USUAL.blankNdc(), USUAL.span(), order, USUAL.join(), Icd.BOTH, 0, 0);
  }

  private static MimicCohortRules with(Join join) {
    return new MimicCohortRules(
        USUAL.blankNdc(), USUAL.span(), USUAL.order(), join, Icd.BOTH, 0, 0);
  }

  private static MimicCohortRules with(Span span) {
    return new MimicCohortRules(
        USUAL.blankNdc(), span, USUAL.order(), USUAL.join(), Icd.BOTH, 0, 0);
  }

  private String file(String table) throws IOException {
    return Files.readString(directory.resolve(table + ".csv"));
  }

  private void write(String table, String content) throws IOException {
    Files.writeString(directory.resolve(table + ".csv"), content);
  }
}
