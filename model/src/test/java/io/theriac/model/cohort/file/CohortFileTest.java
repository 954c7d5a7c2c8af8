package io.theriac.model.cohort.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortData;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.Split;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.Sex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortFileTest {

  private static final String ANNA =
      "{'id':7,'sex':'F','visits':[{'age':80,'diag':[1,0],'proc':[],'med':[2,0]},"
          + "{'age':81,'diag':[],'proc':[0],'med':[1]}]}";

  @TempDir private Path directory;

  @BeforeEach
  void writeLists() throws IOException {
    write("vocab_diag.csv", "index,code\n0,D0\n1,D1\n");
    write("vocab_proc.csv", "index,code\n0,P0\n");
    write("vocab_med.csv", "index,code\n0,M0\n1,M1\n2,M2\n");
  }

  @Test
  void shouldReadVisitsInTheirOrderWithSexAndAge() throws IOException {
    patients(ANNA);

    CohortData cohort = CohortFile.read(directory);

    assertThat(cohort.visits()).hasSize(2);
    ClosedVisit first = cohort.visits().get(0);
    ClosedVisit second = cohort.visits().get(1);
    assertThat(first.getSex()).isEqualTo(Sex.FEMALE);
    assertThat(first.getAdmittedAt()).isBefore(second.getAdmittedAt());
    assertThat(first.getDiagnoses())
        .containsExactly(
            new Coding("COHORT-DIAGNOSIS", "D1", null), new Coding("COHORT-DIAGNOSIS", "D0", null));
    assertThat(second.getProcedures()).containsExactly(new Coding("COHORT-PROCEDURE", "P0", null));
    assertThat(second.getMedications().get(0).getMedication())
        .isEqualTo(new Coding("COHORT-MEDICATION", "M1", null));
  }

  @Test
  void shouldMakeACohortOfMedicationsWithoutAtcCode() throws IOException {
    patients(
        IntStream.range(0, 60)
            .mapToObj(i -> ANNA.replace("'id':7", "'id':" + i))
            .collect(Collectors.joining("\n")));
    write("ddi_adjacency.csv", "0,0,2\n0,0,0\n2,0,0\n");
    CohortRules all = new CohortRules(AtcLevel.CHEMICAL, 2, 64, 1, 1);

    Cohort cohort = CohortFile.read(directory).cohort(all, Split.inOrder());

    assertThat(cohort.summary().unmappedMedications()).isEmpty();
    assertThat(cohort.training().patients()).hasSize(48);
    EncodedPatient anna = cohort.training().patients().get(0);
    assertThat(anna.patientKey()).isEqualTo("000000000000");
    EncodedVisit visit = anna.visits().get(0);
    assertThat(visit.medications()).containsExactly(0, 2);
    assertThat(visit.age()).isEqualTo(80);
    assertThat(cohort.interactions()[0][2]).isEqualTo(2);
    assertThat(cohort.training().ddi()[0][2]).isEqualTo(1);
    assertThat(cohort.training().ddi()[0][1]).isZero();
  }

  @Test
  void shouldReadListsThatNameSystemAndDisplay() throws IOException {
    write("vocab_med.csv", "index,system,code,name\n0,ATC,C09A,ACE inhibitors\n");
    patients("{'id':'a','visits':[{'diag':[],'proc':[],'med':[0]}]}");

    CohortData cohort = CohortFile.read(directory);

    Coding class4 = cohort.visits().get(0).getMedications().get(0).getMedication();
    assertThat(cohort.terminology().concept(class4, AtcLevel.SUBSTANCE))
        .as("a class of the cohort is learnt as it is")
        .contains(new Coding("ATC", "C09A", "ACE inhibitors"));
  }

  @Test
  void shouldReadPackedPatients() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(directory.resolve("patients.jsonl.gz")))) {
      out.write(ANNA.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CohortFile.read(directory).visits()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                                            | line 2: this is no JSON object",
        "{'id':8,                                       | line 2, column",
        "{'sex':'F','visits':[]}                        | line 2, field id",
        "{'id':7,'visits':[]}                           | line 2, field id: stands in an earlier line",
        "{'id':8,'sex':'W','visits':[]}                 | line 2, field sex",
        "{'id':8,'visits':{}}                           | line 2, field visits",
        "{'id':8,'visits':[{'diag':[],'proc':[]}]}      | line 2, field visits[0].med: is missing",
        "{'id':8,'visits':[{'diag':[0,2],'proc':[],'med':[]}]} | field visits[0].diag[1]: 2 is no index of vocab_diag.csv; write a number from 0 to 1",
        "{'id':8,'visits':[{'diag':['I10'],'proc':[],'med':[]}]} | field visits[0].diag[0]",
        "{'id':8,'visits':[{'day':0,'diag':[],'proc':[],'med':[]}]} | field visits[0].day: stands here, but not at earlier visits",
        "{'id':8,'visits':[{'age':-1,'diag':[],'proc':[],'med':[]}]} | field visits[0].age",
      })
  void shouldNameFileLineAndField(String line, String sentence) throws IOException {
    patients(ANNA + "\n" + line);
    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessageContaining("patients.jsonl")
        .hasMessageContaining(sentence);
  }

  @Test
  void shouldReadTheDaysBetweenVisits() throws IOException {
    patients(dated("0", "40", "40", "4000"));

    List<ClosedVisit> visits = CohortFile.read(directory).visits();

    assertThat(visits)
        .extracting(
            v -> ChronoUnit.DAYS.between(visits.get(0).getDischargedAt(), v.getDischargedAt()))
        .containsExactly(0L, 40L, 40L, 4000L);
    assertThat(visits).isSortedAccordingTo(Comparator.comparing(ClosedVisit::getDischargedAt));
    assertThat(visits)
        .extracting(v -> v.getAdmittedAt().atOffset(ZoneOffset.UTC).getYear() - v.getBirthYear())
        .as("the age is that of the file, whatever the day")
        .containsOnly(80);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1    | 0    | visits[0].day: is no whole number from 0",
        "5     | 4    | visits[1].day: 4 is before the visit before it, on day 5",
        "0     | 1.5  | visits[1].day: is no whole number from 0",
        "0     | null | visits[1].day: is missing, but earlier visits have one",
        "0     | 99999 | visits[1].day: is no whole number from 0 to 47580",
      })
  void shouldNameTheDayThatItCannotRead(String first, String second, String sentence)
      throws IOException {
    patients(dated(first, second));
    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessageContaining(sentence);
  }

  private static String dated(String... days) {
    return Arrays.stream(days)
        .map("{'day':%s,'age':80,'diag':[0],'proc':[],'med':[1]}"::formatted)
        .collect(Collectors.joining(",", "{'id':7,'sex':'F','visits':[", "]}"));
  }

  @Test
  void shouldReadLaboratoryResultsWithTheirUnits() throws IOException {
    write("vocab_lab.csv", "index,code,unit\n0,L0,mmol/L\n1,L0,mg/dL\n2,L1,\n");
    patients(
        "{'id':7,'visits':[{'diag':[],'proc':[],'med':[],'lab':[[1,90],[0,5.5],[1,90]]},"
            + "{'diag':[],'proc':[],'med':[],'lab':[[2,-1e3]]},{'diag':[],'proc':[],'med':[]}]}");

    List<ClosedVisit> visits = CohortFile.read(directory).visits();

    assertThat(visits.get(0).getLabs())
        .extracting(lab -> lab.getTest().getCode() + " " + lab.getValue() + " " + lab.getUnit())
        .containsExactly("L0 90.0 mg/dL", "L0 5.5 mmol/L", "L0 90.0 mg/dL");
    assertThat(visits.get(1).getLabs())
        .containsExactly(
            new LabFact(
                new Coding("COHORT-LABORATORY", "L1", null),
                -1000.0,
                null,
                visits.get(1).getAdmittedAt()));
    assertThat(visits.get(2).getLabs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7         | visits[0].lab: is no list; write [[index, value], …]",
        "[7]       | visits[0].lab[0]: is no pair of index and value; write [index, value].",
        "[[0,1,2]] | visits[0].lab[0]: is no pair of index and value",
        "[[0,1],[1,1]] | visits[0].lab[1][0]: 1 is no index of vocab_lab.csv; write a number from 0 to 0.",
        "[['L0',1]] | visits[0].lab[0][0]",
        "[[0,'high']] | visits[0].lab[0][1]: is no number up to 3.4e38; write the value in the unit of vocab_lab.csv",
        "[[0,null]] | visits[0].lab[0][1]",
        "[[0,1e39]] | visits[0].lab[0][1]",
      })
  void shouldNameTheLaboratoryResultThatItCannotRead(String labs, String sentence)
      throws IOException {
    write("vocab_lab.csv", "index,code,unit\n0,L0,mmol/L\n");
    patients("{'id':7,'visits':[{'diag':[],'proc':[],'med':[],'lab':" + labs + "}]}");

    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessageContaining("patients.jsonl, line 1, field " + sentence);
  }

  @Test
  void shouldRefuseACodeThatStandsInTwoRows() throws IOException {
    write("vocab_med.csv", "index,code\n0,M0\n1,M1\n2,M0\n");
    patients("{'id':7,'visits':[{'diag':[],'proc':[],'med':[0,2]}]}");

    assertThatThrownBy(() -> CohortFile.read(directory))
        .hasMessageContaining("vocab_med.csv, line 4, column code: M0 stands in an earlier row");
  }

  @Test
  void shouldAskForTheListThatLaboratoryResultsReferTo() throws IOException {
    patients("{'id':7,'visits':[{'diag':[],'proc':[],'med':[],'lab':[[0,1]]}]}");

    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessage(
            "patients.jsonl, line 1, field visits[0].lab: there is no vocab_lab.csv beside the patients; write one with the header index,code,unit.");
  }

  @Test
  void shouldNameTheRowOfALaboratoryTestThatItCannotRead() throws IOException {
    patients(ANNA);
    write("vocab_lab.csv", "index,code\n0,L0\n");
    assertThatThrownBy(() -> CohortFile.read(directory))
        .hasMessage(
            "vocab_lab.csv, line 1: the header is 'index,code'; it must be 'index,code,unit'.");
    write("vocab_lab.csv", "index,system,code,unit,name\n0,LOINC,1,mg/dL,x\n2,LOINC,2,mg/dL,y\n");
    assertThatThrownBy(() -> CohortFile.read(directory))
        .hasMessageContaining("vocab_lab.csv, line 3, column index: '2' does not follow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0,1;1,0 | has 2 lines, but vocab_med.csv has 3",
        "0,1;1,0,0;0,0,0 | line 1: 2 values instead of 3",
        "0,1,0;0,0,0;0,0,0 | line 2, column 1",
        "0,x,0;0,0,0;0,0,0 | line 1, column 2: 'x' is no weight",
        "1,0,0;0,0,0;0,0,0 | never with itself",
      })
  void shouldRefuseATableThatIsNoInteractionTable(String table, String sentence)
      throws IOException {
    patients(ANNA);
    write("ddi_adjacency.csv", table.replace(';', '\n'));
    assertThatThrownBy(() -> CohortFile.read(directory))
        .hasMessageContaining("ddi_adjacency.csv")
        .hasMessageContaining(sentence);
  }

  @Test
  void shouldSayWhichFileIsMissing() throws IOException {
    assertThatThrownBy(() -> CohortFile.read(directory)).hasMessageContaining("no patients*.jsonl");
    patients(ANNA);
    Files.delete(directory.resolve("vocab_proc.csv"));
    assertThatThrownBy(() -> CohortFile.read(directory))
        .hasMessageContaining("vocab_proc.csv is missing");
    write("patients_2.jsonl", "");
    assertThatThrownBy(() -> CohortFile.read(directory)).hasMessageContaining("name one of them");
    assertThatThrownBy(() -> CohortFile.read(directory.resolve("nowhere")))
        .hasMessageContaining("There is no cohort at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocab_diag.csv", "vocab_med.csv", "med_molecules.csv"})
  void shouldSayThatAListIsNotInUtf8(String file) throws IOException {
    patients(ANNA);
    String header = file.startsWith("vocab") ? "index,code\n" : "med,molecule\n";
    for (String before : List.of("", "0,X\n".repeat(4000))) {
      Files.writeString(
          directory.resolve(file), header + before + "0,Säure\n", StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> CohortFile.read(directory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(file, "is not in UTF-8: convert it")
          .hasMessageNotContaining("rights");
    }
  }

  @Test
  void shouldSayThatAnInteractionTableIsNotInUtf8() throws IOException {
    patients(ANNA);
    Files.writeString(
        directory.resolve("ddi_adjacency.csv"), "0,0,½\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessageContainingAll("ddi_adjacency.csv", "is not in UTF-8: convert it");
  }

  @Test
  void shouldNameTheLineThatIsNestedTooDeeply() throws IOException {
    patients(ANNA + "\n" + "[".repeat(100_000));
    assertThatThrownBy(() -> CohortFile.read(directory))
        .isInstanceOf(InvalidCohortException.class)
        .hasMessageContainingAll("patients.jsonl, line 2", "JSON", "write one object a line");
  }

  @Test
  void shouldReadFilesThatBeginWithAByteOrderMark() throws IOException {
    write("vocab_med.csv", "\uFEFFindex,system,code,name\n0,C,M0,\n1,C,M1,\n2,C,M2,\n");
    patients("\uFEFF" + ANNA);
    assertThat(CohortFile.read(directory).visits()).hasSize(2);
  }

  private void patients(String lines) throws IOException {
    write("patients.jsonl", lines.replace('\'', '"'));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }
}
