package io.theriac.local.cli;

import io.theriac.model.Counted;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** A cohort's sizes for a reader. */
final class CohortText {

  private CohortText() {}

  static void print(Cohort cohort, PrintWriter out) {
    out.println(cohort.summary().describe());
    List<EncodedPatient> patients =
        Stream.of(cohort.training(), cohort.validation(), cohort.test())
            .flatMap(part -> part.patients().stream())
            .toList();
    out.println("visits a patient: " + visitsAPatient(patients));
    spread(out, "diagnoses a visit", patients, visit -> visit.diagnoses().length);
    spread(out, "procedures a visit", patients, visit -> visit.procedures().length);
    spread(out, "medications a visit", patients, visit -> visit.medications().length);
    laboratory(out, cohort.vocabularies().labs().size(), patients);
    int pairs = 0;
    for (float[] row : cohort.training().ddi()) {
      for (float entry : row) {
        pairs += entry > 0 ? 1 : 0;
      }
    }
    int medications = cohort.vocabularies().medications().size();
    out.printf(
        "interactions: %d of %d pairs of medications%n",
        pairs / 2, medications * (medications - 1) / 2);
    out.flush();
  }

  private static void laboratory(PrintWriter out, int tests, List<EncodedPatient> patients) {
    int[] results =
        patients.stream()
            .flatMap(patient -> patient.visits().stream())
            .mapToInt(visit -> visit.labs().size())
            .filter(number -> number > 0)
            .toArray();
    out.println(
        tests == 0
            ? "laboratory: no test that is frequent enough"
            : String.format(
                Locale.ROOT,
                "laboratory: %s, %s in %s",
                Counted.of(tests, "test"),
                Counted.of(Arrays.stream(results).sum(), "value"),
                Counted.of(results.length, "visit")));
  }

  private static String visitsAPatient(List<EncodedPatient> patients) {
    Map<Integer, Integer> counts = new TreeMap<>();
    patients.forEach(patient -> counts.merge(patient.visits().size(), 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (visits, number) ->
            text.append(text.isEmpty() ? "" : ", ").append(visits + " (" + number + ")"));
    return text.toString();
  }

  private static void spread(
      PrintWriter out,
      String what,
      List<EncodedPatient> patients,
      ToIntFunction<EncodedVisit> size) {
    int[] sizes =
        patients.stream()
            .flatMap(patient -> patient.visits().stream())
            .mapToInt(size)
            .sorted()
            .toArray();
    if (sizes.length > 0) {
      out.printf(
          Locale.ROOT,
          "%s: median %d, from %d to %d%n",
          what,
          sizes[sizes.length / 2],
          sizes[0],
          sizes[sizes.length - 1]);
    }
  }
}
