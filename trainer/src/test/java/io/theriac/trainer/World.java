package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;

import io.theriac.model.causal.MoleculeKnowledge;
import io.theriac.schemas.avro.ClosedVisit;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small world for tests: each patient has one of five chronic diseases with its drug, half the
 * patients stay on warfarin, and a quarter of the visits are for an infection and its antibiotic.
 */
public final class World {

  public static final List<String> DISEASES = List.of("I10", "E119", "J45", "G40", "M10");
  public static final List<String> DRUGS =
      List.of("C09AA02", "A10BA02", "R03AC02", "N03AG01", "M04AA01");

  private World() {}

  /** Two molecules for each drug, one of them the drug's class. */
  public static MoleculeKnowledge molecules() {
    StringBuilder rows = new StringBuilder("atc,molecule\n");
    Stream.concat(DRUGS.stream(), Stream.of("B01AA03", "J01CA04"))
        .forEach(
            atc ->
                rows.append("%s,%s\n%s,class %s\n".formatted(atc, atc, atc, atc.substring(0, 1))));
    return MoleculeKnowledge.read(new StringReader(rows.toString()), "molecules.csv");
  }

  public static List<ClosedVisit> visits(int patients, long seed) {
    Random random = new Random(seed);
    List<ClosedVisit> visits = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      int disease = random.nextInt(DISEASES.size());
      boolean warfarin = random.nextBoolean();
      for (int v = 0; v < 3; v++) {
        visits.add(visit("patient-" + p, v * 30, disease, warfarin, random.nextInt(4) == 0));
      }
    }
    return visits;
  }

  private static ClosedVisit visit(
      String patient, int day, int disease, boolean warfarin, boolean infection) {
    var visit = aVisit(patient, day).diagnosed(DISEASES.get(disease)).given(DRUGS.get(disease));
    if (warfarin) {
      visit.given("B01AA03");
    }
    if (infection) {
      visit.diagnosed("N39.0").given("J01CA04");
    }
    return visit.closed();
  }
}
