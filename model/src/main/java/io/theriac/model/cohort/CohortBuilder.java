package io.theriac.model.cohort;

import io.theriac.model.ddi.Interactions;
import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a cohort of closed visits: rules, split by patient, vocabularies from the training part.
 *
 * <p>The result does not depend on the order of the visits given.
 */
public final class CohortBuilder {

  private static final Comparator<ClosedVisit> BY_TIME =
      Comparator.comparing(ClosedVisit::getDischargedAt)
          .thenComparing(ClosedVisit::getAdmittedAt)
          .thenComparing(ClosedVisit::getVisitId);

  private final Terminology terminology;
  private final Interactions interactions;
  private final CohortRules rules;
  private final Split split;
  private final boolean labs;

  public CohortBuilder(
      Terminology terminology, Interactions interactions, CohortRules rules, Split split) {
    this(terminology, interactions, rules, split, false);
  }

  private CohortBuilder(
      Terminology terminology,
      Interactions interactions,
      CohortRules rules,
      Split split,
      boolean labs) {
    this.terminology = terminology;
    this.interactions = interactions;
    this.rules = rules;
    this.split = split;
    this.labs = labs;
  }

  /** The same, with a vocabulary of laboratory tests where asked. */
  public CohortBuilder withLabs(boolean asked) {
    return new CohortBuilder(terminology, interactions, rules, split, asked);
  }

  /** Builds the cohort; parts may be empty, which the summary shows. */
  public Cohort build(Collection<ClosedVisit> visits) {
    Counts counts = new Counts();
    Map<Part, Map<String, List<VisitFacts>>> parts = parts(visits, counts);
    return cohort(visits, parts, vocabularies(parts.get(Part.TRAINING).values(), counts), counts);
  }

  /** Builds the cohort with the vocabularies of a model, to measure it. */
  public Cohort build(Collection<ClosedVisit> visits, Vocabularies vocabularies) {
    Counts counts = new Counts();
    return cohort(visits, parts(visits, counts), vocabularies, counts);
  }

  /**
   * The usable visits of the test patients who have enough of them, oldest first, by patient in the
   * order of their keys: what any model may be measured on, whatever its vocabulary.
   */
  public Map<String, List<ClosedVisit>> testVisits(Collection<ClosedVisit> visits) {
    TreeMap<String, List<ClosedVisit>> byPatient = byPatient(visits);
    Map<String, Part> partOf = split.parts(byPatient.navigableKeySet());
    Map<String, List<ClosedVisit>> test = new TreeMap<>();
    byPatient.forEach(
        (patient, all) -> {
          List<ClosedVisit> usable =
              partOf.get(patient) != Part.TEST
                  ? List.of()
                  : all.stream()
                      .sorted(BY_TIME)
                      .filter(v -> VisitFacts.of(v, terminology, rules.atcLevel()).usable())
                      .toList();
          if (!usable.isEmpty() && usable.size() >= rules.minVisits()) {
            int first = Math.max(0, usable.size() - rules.maxVisits());
            test.put(patient, usable.subList(first, usable.size()));
          }
        });
    return test;
  }

  private static TreeMap<String, List<ClosedVisit>> byPatient(Collection<ClosedVisit> visits) {
    return visits.stream()
        .collect(
            Collectors.groupingBy(ClosedVisit::getPatientKey, TreeMap::new, Collectors.toList()));
  }

  private Cohort cohort(
      Collection<ClosedVisit> visits,
      Map<Part, Map<String, List<VisitFacts>>> parts,
      Vocabularies vocabularies,
      Counts counts) {
    HistoryEncoder encoder = new HistoryEncoder(vocabularies, terminology, rules);
    float[][] weights = interactions.weights(vocabularies.medications().codes());
    float[][] matrix = Interactions.matrix(weights);
    Map<Part, EncodedCohort> encoded = new EnumMap<>(Part.class);
    parts.forEach(
        (part, patients) ->
            encoded.put(
                part,
                new EncodedCohort(
                    encode(patients, encoder, counts),
                    vocabularies.diagnoses().size(),
                    vocabularies.procedures().size(),
                    vocabularies.medications().size(),
                    matrix)));
    return new Cohort(
        encoded.get(Part.TRAINING),
        encoded.get(Part.VALIDATION),
        encoded.get(Part.TEST),
        vocabularies,
        weights,
        counts.summary(visits, vocabularies, encoded));
  }

  private Map<Part, Map<String, List<VisitFacts>>> parts(
      Collection<ClosedVisit> visits, Counts counts) {
    TreeMap<String, List<ClosedVisit>> byPatient = byPatient(visits);
    counts.patientsRead = byPatient.size();
    Map<Part, Map<String, List<VisitFacts>>> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new TreeMap<>());
    }
    Map<String, Part> partOf = split.parts(byPatient.navigableKeySet());
    byPatient.forEach(
        (patient, all) -> {
          List<VisitFacts> usable = usable(all, counts);
          if (usable.size() < rules.minVisits()) {
            counts.patientsWithTooFewVisits++;
          } else {
            parts.get(partOf.get(patient)).put(patient, usable);
          }
        });
    return parts;
  }

  private List<VisitFacts> usable(List<ClosedVisit> visits, Counts counts) {
    List<VisitFacts> usable = new ArrayList<>();
    for (ClosedVisit visit : visits.stream().sorted(BY_TIME).toList()) {
      VisitFacts facts = VisitFacts.of(visit, terminology, rules.atcLevel());
      facts.unmapped().forEach(c -> counts.unmapped.merge(CodeKey.of(c).system(), 1, Integer::sum));
      if (facts.usable()) {
        usable.add(facts);
      } else if (facts.medications().isEmpty()) {
        counts.visitsWithoutMedication++;
      } else {
        counts.visitsWithoutCode++;
      }
    }
    return usable;
  }

  private Vocabularies vocabularies(Collection<List<VisitFacts>> patients, Counts counts) {
    CodeCounter diagnoses = count(patients, VisitFacts::diagnoses);
    CodeCounter procedures = count(patients, VisitFacts::procedures);
    CodeCounter medications = count(patients, VisitFacts::medications);
    Vocabularies vocabularies =
        new Vocabularies(
            diagnoses.vocabulary(rules.minPatientsPerCode()),
            procedures.vocabulary(rules.minPatientsPerCode()),
            medications.vocabulary(rules.minPatientsPerMedication()),
            labs
                ? count(patients, VisitFacts::labTests).vocabulary(rules.minPatientsPerCode())
                : new Vocabulary(List.of()));
    counts.rareDiagnoses = diagnoses.distinct() - vocabularies.diagnoses().size();
    counts.rareProcedures = procedures.distinct() - vocabularies.procedures().size();
    counts.rareMedications = medications.distinct() - vocabularies.medications().size();
    return vocabularies;
  }

  private static CodeCounter count(
      Collection<List<VisitFacts>> patients, Function<VisitFacts, Collection<Coding>> codes) {
    CodeCounter counter = new CodeCounter();
    patients.forEach(visits -> counter.add(visits.stream().map(codes).toList()));
    return counter;
  }

  private List<EncodedPatient> encode(
      Map<String, List<VisitFacts>> patients, HistoryEncoder encoder, Counts counts) {
    List<EncodedPatient> encoded = new ArrayList<>();
    patients.forEach(
        (key, visits) -> {
          List<EncodedVisit> usable = encoder.usable(visits);
          counts.visitsOfRareCodesOnly += visits.size() - usable.size();
          if (usable.size() < rules.minVisits()) {
            counts.patientsOfRareCodesOnly++;
            return;
          }
          EncodedPatient patient = encoder.newest(key, usable);
          counts.visitsBeyondNewest += usable.size() - patient.visits().size();
          encoded.add(patient);
        });
    return List.copyOf(encoded);
  }

  /** What the rules leave out, while they do. */
  private static final class Counts {
    int patientsRead;
    int visitsWithoutMedication;
    int visitsWithoutCode;
    int patientsWithTooFewVisits;
    int visitsOfRareCodesOnly;
    int visitsBeyondNewest;
    int patientsOfRareCodesOnly;
    int rareDiagnoses;
    int rareProcedures;
    int rareMedications;
    final Map<String, Integer> unmapped = new TreeMap<>();

    CohortSummary summary(
        Collection<ClosedVisit> visits, Vocabularies v, Map<Part, EncodedCohort> encoded) {
      return new CohortSummary(
          visits.size(),
          patientsRead,
          visitsWithoutMedication,
          visitsWithoutCode,
          patientsWithTooFewVisits,
          visitsOfRareCodesOnly,
          visitsBeyondNewest,
          patientsOfRareCodesOnly,
          v.diagnoses().size(),
          v.procedures().size(),
          v.medications().size(),
          rareDiagnoses,
          rareProcedures,
          rareMedications,
          unmapped,
          PartSummary.of(encoded.get(Part.TRAINING).patients()),
          PartSummary.of(encoded.get(Part.VALIDATION).patients()),
          PartSummary.of(encoded.get(Part.TEST).patients()));
    }
  }
}
