package io.theriac.model.cohort.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.terminology.KnowledgeTable;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.LabFact;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.OrderType;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads patients, one JSON object a line: {@code
 * {"id":7,"sex":"F","visits":[{"age":80,"diag":[1],"proc":[],"med":[2,5]}]}}, visits oldest first.
 *
 * <p>A visit may have laboratory results too: {@code "lab":[[3,7.1]]}, pairs of a test's index and
 * a value.
 *
 * <p>{@code "day":14} at each visit says how many days after the end of the patient's first one it
 * ended. Day 0 is taken to be the first of the year 2000, as are all visits of a file without days;
 * the year of birth of each visit follows from its age.
 */
final class PatientLines {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST_DAY = Instant.parse("2000-01-01T00:00:00Z");
  private static final int MOST_VISITS = 366;
  private static final int OLDEST = 130;
  private static final int LAST_DAY = 130 * 366;

  private final Path file;
  private final CodeLists lists;
  private final Set<String> ids = new HashSet<>();
  private int line;
  private Boolean dated;

  PatientLines(Path file, CodeLists lists) {
    this.file = file;
    this.lists = lists;
  }

  /**
   * All visits in the order of the file.
   *
   * @throws InvalidCohortException if a line cannot be used
   */
  List<ClosedVisit> read() {
    List<ClosedVisit> visits = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(unpacked(in), StandardCharsets.UTF_8))) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        String json = line == 1 ? KnowledgeTable.withoutMark(text) : text;
        if (!json.isBlank()) {
          add(object(json), visits);
        }
      }
    } catch (IOException e) {
      throw new InvalidCohortException(
          "%s cannot be read to its end (%s): copy it again.".formatted(file, e.getMessage()), e);
    }
    return visits;
  }

  private InputStream unpacked(InputStream in) throws IOException {
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private JsonNode object(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
    throw new InvalidCohortException(
        "%s, line %d: this is no JSON object; write one object a line."
            .formatted(file.getFileName(), line));
  }

  /** What goes beyond a limit of JSON, such as its depth, has no place in the line. */
  private InvalidCohortException notJson(JsonProcessingException e) {
    if (e.getLocation() == null) {
      return new InvalidCohortException(
          "%s, line %d: this cannot be read as JSON (%s); write one object a line."
              .formatted(file.getFileName(), line, e.getOriginalMessage()));
    }
    return new InvalidCohortException(
        "%s, line %d, column %d: this is not JSON; write one object a line."
            .formatted(file.getFileName(), line, e.getLocation().getColumnNr()));
  }

  private void add(JsonNode patient, List<ClosedVisit> into) {
    String key = key(patient.path("id"));
    Sex sex = sex(patient.path("sex"));
    JsonNode visits = patient.path("visits");
    if (!visits.isArray() || visits.size() > MOST_VISITS) {
      throw invalid("visits", "is not a list of at most " + MOST_VISITS, "write [{…},{…}]");
    }
    int day = 0;
    for (int v = 0; v < visits.size(); v++) {
      day = day(visits.get(v).path("day"), place(v), day);
      into.add(visit(key, sex, visits.get(v), v, day));
    }
  }

  private static String place(int visit) {
    return "visits[%d].".formatted(visit);
  }

  /** Days since the patient's first visit; 0 at all visits of a file without days. */
  private int day(JsonNode day, String place, int before) {
    boolean given = !day.isMissingNode() && !day.isNull();
    if (dated == null) {
      dated = given;
    }
    if (given != dated) {
      throw invalid(
          place + "day",
          given
              ? "stands here, but not at earlier visits"
              : "is missing, but earlier visits have one",
          "write it at every visit of the file or at none");
    }
    if (given && !(day.isInt() && day.asInt() >= 0 && day.asInt() <= LAST_DAY)) {
      throw invalid(
          place + "day",
          "is no whole number from 0 to " + LAST_DAY,
          "count the days from the end of the patient's first visit on");
    }
    if (given && day.asInt() < before) {
      throw invalid(
          place + "day",
          "%d is before the visit before it, on day %d".formatted(day.asInt(), before),
          "write visits oldest first");
    }
    return day.asInt(0);
  }

  /** Numbers are padded so that keys sort as they do. */
  private String key(JsonNode id) {
    boolean number = id.isIntegralNumber() && id.canConvertToLong() && id.asLong() >= 0;
    if (!number && !(id.isTextual() && !id.asText().isBlank())) {
      throw invalid("id", "is missing, blank or negative", "write a number or a text");
    }
    String key = number ? "%012d".formatted(id.asLong()) : id.asText();
    if (!ids.add(key)) {
      throw invalid("id", "stands in an earlier line too", "write one line a patient");
    }
    return key;
  }

  private Sex sex(JsonNode sex) {
    if (sex.isMissingNode() || sex.isNull()) {
      return Sex.UNKNOWN;
    }
    return switch (sex.asText()) {
      case "F" -> Sex.FEMALE;
      case "M" -> Sex.MALE;
      case "U" -> Sex.UNKNOWN;
      default -> throw invalid("sex", "is none of F, M, U", "write one of them or leave it out");
    };
  }

  private ClosedVisit visit(String key, Sex sex, JsonNode visit, int v, int day) {
    String place = place(v);
    Instant admitted = FIRST_DAY.plus(day, ChronoUnit.DAYS).plusSeconds(v);
    List<MedicationFact> given = new ArrayList<>();
    for (Coding medication : codes(visit, place, "med", lists.medications())) {
      given.add(
          new MedicationFact(
              medication, "order-" + given.size(), OrderType.INPATIENT, false, null, null));
    }
    return ClosedVisit.newBuilder()
        .setPatientKey(key)
        .setVisitId("%s-%03d".formatted(key, v))
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(sex)
        .setBirthYear(birthYear(visit.path("age"), place, admitted))
        .setAdmittedAt(admitted)
        .setDischargedAt(admitted)
        .setDiagnoses(codes(visit, place, "diag", lists.diagnoses()))
        .setProcedures(codes(visit, place, "proc", lists.procedures()))
        .setMedications(given)
        .setLabs(labs(visit, place, admitted))
        .build();
  }

  private Integer birthYear(JsonNode age, String place, Instant admitted) {
    if (age.isMissingNode() || age.isNull()) {
      return null;
    }
    if (!age.isNumber() || age.asDouble() < 0 || age.asDouble() > OLDEST) {
      throw invalid(
          place + "age", "is no number from 0 to " + OLDEST, "write whole years or leave it out");
    }
    return admitted.atOffset(ZoneOffset.UTC).getYear() - (int) age.asDouble();
  }

  private List<Coding> codes(JsonNode visit, String place, String field, CodeList list) {
    JsonNode indices = visit.path(field);
    if (!indices.isArray()) {
      throw invalid(place + field, "is missing or no list", "write the indices of " + list.file());
    }
    List<Coding> codes = new ArrayList<>(indices.size());
    for (int i = 0; i < indices.size(); i++) {
      if (!isIndex(indices.get(i), list.size())) {
        throw noIndex(
            "%s%s[%d]".formatted(place, field, i), indices.get(i), list.file(), list.size());
      }
      codes.add(list.codes().get(indices.get(i).asInt()));
    }
    return codes;
  }

  private List<LabFact> labs(JsonNode visit, String place, Instant observed) {
    JsonNode pairs = visit.path("lab");
    String at = place + "lab";
    if (pairs.isMissingNode() || pairs.isNull()) {
      return List.of();
    }
    List<LabTest> tests =
        lists
            .labs()
            .orElseThrow(
                () ->
                    invalid(
                        at,
                        "there is no %s beside the patients".formatted(LabTest.FILE),
                        "write one with the header index,code,unit"));
    if (!pairs.isArray()) {
      throw invalid(at, "is no list", "write [[index, value], …] or leave it out");
    }
    List<LabFact> results = new ArrayList<>(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      JsonNode pair = pairs.get(i);
      if (!pair.isArray() || pair.size() != 2) {
        throw invalid(
            "%s[%d]".formatted(at, i), "is no pair of index and value", "write [index, value]");
      }
      if (!isIndex(pair.get(0), tests.size())) {
        throw noIndex("%s[%d][0]".formatted(at, i), pair.get(0), LabTest.FILE, tests.size());
      }
      JsonNode value = pair.get(1);
      if (!value.isNumber() || !LabTest.isUsable(value.asDouble())) {
        throw invalid(
            "%s[%d][1]".formatted(at, i),
            "is no number up to 3.4e38",
            "write the value in the unit of %s, or leave the pair out".formatted(LabTest.FILE));
      }
      LabTest test = tests.get(pair.get(0).asInt());
      results.add(new LabFact(test.test(), value.asDouble(), test.unit(), observed));
    }
    return results;
  }

  private static boolean isIndex(JsonNode index, int size) {
    return index.isInt() && index.asInt() >= 0 && index.asInt() < size;
  }

  private InvalidCohortException noIndex(String field, JsonNode index, String file, int size) {
    return invalid(
        field,
        "%s is no index of %s".formatted(index, file),
        size == 0 ? "it lists nothing yet" : "write a number from 0 to " + (size - 1));
  }

  private InvalidCohortException invalid(String field, String problem, String remedy) {
    return new InvalidCohortException(
        "%s, line %d, field %s: %s; %s."
            .formatted(file.getFileName(), line, field, problem, remedy));
  }
}
