package io.theriac.local.backtest;

import io.theriac.local.demo.ReasonText;
import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why a model recommends what it recommends for one visit. */
public final class Explanation {

  private final PrintWriter out;

  public Explanation(PrintWriter out) {
    this.out = out;
  }

  /** Prints what is known of the visit. */
  public void visit(PatientHistory history) {
    ClosedVisit visit = history.current();
    out.printf(
        "Visit %s, %s, %s to %s. Earlier visits: %d.%n",
        visit.getVisitId(),
        visit.getPatientClass().toString().toLowerCase(Locale.ROOT),
        visit.getAdmittedAt(),
        visit.getDischargedAt(),
        history.visits().size() - 1);
    codes("diagnoses", visit.getDiagnoses());
    codes("procedures", visit.getProcedures());
  }

  private void codes(String what, List<Coding> codes) {
    out.printf(
        "  %-11s %s%n",
        what,
        codes.isEmpty()
            ? "none"
            : codes.stream().map(Explanation::nameAndCode).collect(Collectors.joining("; ")));
  }

  /** Prints each medication with its reasons: recommended, left out, and given all the same. */
  public void model(Recommender model, PatientHistory history) {
    VisitScores scores = model.score(List.of(history)).get(0);
    Set<String> given = scores.given().stream().map(Coding::getCode).collect(Collectors.toSet());
    out.printf(
        Locale.ROOT,
        "%nModel %s, which recommends from a probability of %.2f on (* = really given)%n",
        model.identity().version(),
        model.threshold());
    for (ScoredMedication each : scores.medications()) {
      boolean isGiven = given.remove(each.medication().getCode());
      if (each.selected() || isGiven || !each.reasons().isEmpty()) {
        medication(each, isGiven);
      }
    }
    if (!given.isEmpty()) {
      out.printf("  given, but unknown to the model: %s%n", String.join(", ", given));
    }
    if (!scores.unknownCodes().isEmpty()) {
      codes("unknown to the model:", scores.unknownCodes());
    }
  }

  private void medication(ScoredMedication each, boolean isGiven) {
    out.printf(
        Locale.ROOT,
        "  %.2f %s %s%s%n",
        each.probability(),
        isGiven ? "*" : " ",
        nameAndCode(each.medication()),
        each.selected()
            ? ""
            : each.reasons().isEmpty() ? ": not recommended" : ": left out, for an interaction");
    each.reasons()
        .forEach(
            reason ->
                out.printf(
                    Locale.ROOT,
                    "         %+5.1f  %s%n",
                    reason.getContribution(),
                    ReasonText.of(reason, each.medication(), Explanation::nameAndCode)));
  }

  /** Prints whose probability changes most when the visit is changed. */
  public void change(Recommender model, PatientHistory before, PatientHistory after) {
    Map<String, ScoredMedication> was = new HashMap<>();
    model
        .score(List.of(before))
        .get(0)
        .medications()
        .forEach(each -> was.put(each.medication().getCode(), each));
    out.printf("%nWith that change, version %s%n", model.identity().version());
    List<ScoredMedication> changed =
        model.score(List.of(after)).get(0).medications().stream()
            .filter(each -> Math.abs(change(was, each)) >= 0.005)
            .sorted((a, b) -> Double.compare(Math.abs(change(was, b)), Math.abs(change(was, a))))
            .limit(10)
            .toList();
    if (changed.isEmpty()) {
      out.println("  gives every medication the same probability, to a hundredth.");
    }
    for (ScoredMedication each : changed) {
      ScoredMedication old = was.get(each.medication().getCode());
      out.printf(
          Locale.ROOT,
          "  %.2f -> %.2f  %s%s%n",
          old.probability(),
          each.probability(),
          nameAndCode(each.medication()),
          old.selected() == each.selected()
              ? ""
              : each.selected() ? ": now recommended" : ": no longer recommended");
    }
  }

  private static double change(Map<String, ScoredMedication> was, ScoredMedication now) {
    return now.probability() - was.get(now.medication().getCode()).probability();
  }

  private static String nameAndCode(Coding coding) {
    return coding.getDisplay() == null
        ? coding.getCode()
        : "%s (%s)".formatted(coding.getDisplay(), coding.getCode());
  }
}
