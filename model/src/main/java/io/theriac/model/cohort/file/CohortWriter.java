package io.theriac.model.cohort.file;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.terminology.CodeKey;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import io.theriac.schemas.avro.Sex;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes visits as a cohort on disk that {@link CohortFile} reads again. Of dates it keeps the days
 * between a patient's visits, if the visits are given in the order of time. A visit that has none
 * of the medications is kept.
 */
public final class CohortWriter {

  private static final String PATIENTS = "patients.jsonl.gz";
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
  private static final int OLDEST = 130;

  private final Path directory;
  private final Function<Coding, Optional<Coding>> concept;
  private Optional<MoleculeKnowledge> molecules = Optional.empty();
  private final Index diagnoses = new Index("vocab_diag.csv");
  private final Index procedures = new Index("vocab_proc.csv");
  private final Index medications = new Index("vocab_med.csv");
  private final LabIndex labs = new LabIndex();
  private boolean dated;

  /**
   * A writer.
   *
   * @param directory is made where it is missing
   * @param concept what a medication is learnt as; what has no concept is left out
   */
  public CohortWriter(Path directory, Function<Coding, Optional<Coding>> concept) {
    this.directory = directory;
    this.concept = concept;
  }

  /** The same, which also writes the molecules of the medications that are written. */
  public CohortWriter withMolecules(MoleculeKnowledge known) {
    molecules = Optional.of(known);
    return this;
  }

  /**
   * Writes all visits, those of a patient in the order given.
   *
   * @return whether with the days between them
   * @throws InvalidCohortException if the directory holds a cohort already or cannot be written
   */
  public boolean write(Collection<ClosedVisit> visits) {
    try {
      Files.createDirectories(directory);
      if (CohortFile.holdsCohort(directory)) {
        throw new InvalidCohortException(
            "%s holds a cohort already: name another directory or remove it.".formatted(directory));
      }
      Map<String, List<ClosedVisit>> byPatient = new TreeMap<>();
      for (ClosedVisit visit : visits) {
        byPatient.computeIfAbsent(visit.getPatientKey(), key -> new ArrayList<>()).add(visit);
        diagnoses.add(visit.getDiagnoses());
        procedures.add(visit.getProcedures());
        medications.add(medications(visit));
        labs.add(visit.getLabs());
      }
      dated = inOrder(byPatient.values());
      diagnoses.write(directory);
      procedures.write(directory);
      medications.write(directory);
      labs.write(directory, CSV);
      if (molecules.isPresent()) {
        writeMolecules(molecules.get().table(medications.inOrder()));
      }
      writePatients(byPatient);
      return dated;
    } catch (IOException e) {
      throw new InvalidCohortException(
          "%s cannot be written (%s): see its permissions and the space left."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  private void writeMolecules(MoleculeTable table) throws IOException {
    try (Writer out =
            Files.newBufferedWriter(
                directory.resolve(CohortFile.MOLECULES), StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(out, CSV)) {
      csv.printRecord("med", "molecule");
      for (int medication = 0; medication < table.medications(); medication++) {
        for (int molecule : table.of(medication)) {
          csv.printRecord(medication, "molecule-" + molecule);
        }
      }
    }
  }

  private void writePatients(Map<String, List<ClosedVisit>> byPatient) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(directory.resolve(PATIENTS))),
            StandardCharsets.UTF_8)) {
      for (Map.Entry<String, List<ClosedVisit>> patient : byPatient.entrySet()) {
        StringWriter line = new StringWriter();
        try (JsonGenerator object = json.createGenerator(line)) {
          write(object, patient.getKey(), patient.getValue());
        }
        out.write(line + "\n");
      }
    }
  }

  private void write(JsonGenerator json, String key, List<ClosedVisit> visits) throws IOException {
    json.writeStartObject();
    if (key.matches("[1-9][0-9]{0,11}|0")) {
      json.writeNumberField("id", Long.parseLong(key));
    } else {
      json.writeStringField("id", key);
    }
    json.writeStringField("sex", sex(visits.get(visits.size() - 1).getSex()));
    json.writeArrayFieldStart("visits");
    for (ClosedVisit visit : visits) {
      json.writeStartObject();
      if (dated) {
        int first = EncodedVisit.dayOf(visits.get(0));
        json.writeNumberField("day", EncodedVisit.dayOf(visit) - first);
      }
      Integer age = age(visit);
      if (age != null) {
        json.writeNumberField("age", age);
      }
      diagnoses.write(json, "diag", visit.getDiagnoses());
      procedures.write(json, "proc", visit.getProcedures());
      medications.write(json, "med", medications(visit));
      labs.write(json, visit.getLabs());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Whether the visits of each patient stand in the order of their ends. */
  private static boolean inOrder(Collection<List<ClosedVisit>> patients) {
    for (List<ClosedVisit> visits : patients) {
      for (int v = 1; v < visits.size(); v++) {
        if (visits.get(v).getDischargedAt().isBefore(visits.get(v - 1).getDischargedAt())) {
          return false;
        }
      }
    }
    return true;
  }

  private List<Coding> medications(ClosedVisit visit) {
    return visit.getMedications().stream()
        .map(MedicationFact::getMedication)
        .map(concept)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String sex(Sex sex) {
    return switch (sex) {
      case FEMALE -> "F";
      case MALE -> "M";
      default -> "U";
    };
  }

  /** Whole years, or null; births that a source moved back by centuries give the oldest age. */
  private static Integer age(ClosedVisit visit) {
    if (visit.getBirthYear() == null) {
      return null;
    }
    int age = visit.getAdmittedAt().atOffset(ZoneOffset.UTC).getYear() - visit.getBirthYear();
    return age < 0 ? null : Integer.valueOf(Math.min(age, OLDEST));
  }

  /** The codes of one kind, numbered in the order of system and code. */
  private static final class Index {

    private final String file;
    private final TreeMap<String, Coding> codes = new TreeMap<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    Index(String file) {
      this.file = file;
    }

    void add(Collection<Coding> some) {
      some.forEach(coding -> codes.putIfAbsent(key(coding), coding));
    }

    /** The codes alone, by their numbers. */
    List<String> inOrder() {
      return codes.values().stream().map(coding -> CodeKey.of(coding).code()).toList();
    }

    private static String key(Coding coding) {
      CodeKey key = CodeKey.of(coding);
      return key.system() + "\t" + key.code();
    }

    void write(Path directory) throws IOException {
      try (Writer out = Files.newBufferedWriter(directory.resolve(file), StandardCharsets.UTF_8);
          CSVPrinter csv = new CSVPrinter(out, CSV)) {
        csv.printRecord("index", "system", "code", "name");
        for (Map.Entry<String, Coding> code : codes.entrySet()) {
          numbers.put(code.getKey(), numbers.size());
          CodeKey key = CodeKey.of(code.getValue());
          String name = code.getValue().getDisplay();
          csv.printRecord(numbers.size() - 1, key.system(), key.code(), name == null ? "" : name);
        }
      }
    }

    void write(JsonGenerator json, String field, Collection<Coding> some) throws IOException {
      int[] indices =
          some.stream().mapToInt(coding -> numbers.get(key(coding))).sorted().distinct().toArray();
      json.writeFieldName(field);
      json.writeArray(indices, 0, indices.length);
    }
  }
}
