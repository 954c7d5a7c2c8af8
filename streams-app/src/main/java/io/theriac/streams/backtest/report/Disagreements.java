package io.theriac.streams.backtest.report;

import io.theriac.schemas.avro.Coding;
import io.theriac.streams.backtest.report.BacktestReport.Disagreement;
import io.theriac.streams.backtest.score.Medications;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The visits at which two say the most different things. */
final class Disagreements {

  static final String GIVEN = "given";
  private static final int MOST = 15;

  private final Medications medications;

  Disagreements(Medications medications) {
    this.medications = medications;
  }

  /** Between the first two models, or if there is but one, between it and what was given. */
  List<Disagreement> largest(List<Outcomes> models, List<VisitScore> visits) {
    List<Disagreement> all = new ArrayList<>();
    for (int i = 0; i < visits.size(); i++) {
      VisitScore visit = visits.get(i);
      Outcomes one = models.get(0);
      boolean two = models.size() > 1;
      Disagreement disagreement =
          between(
              visit,
              one.name(),
              one.selected(i),
              two ? models.get(1).name() : GIVEN,
              two ? models.get(1).selected(i) : visit.given());
      if (disagreement.agreement() < 1) {
        all.add(disagreement);
      }
    }
    return all.stream()
        .sorted(
            Comparator.comparingInt(Disagreements::distance)
                .reversed()
                .thenComparingDouble(Disagreement::agreement)
                .thenComparing(Disagreement::visit))
        .limit(MOST)
        .toList();
  }

  private static int distance(Disagreement each) {
    return each.onlyOne().size() + each.onlyOther().size();
  }

  private Disagreement between(
      VisitScore visit, String one, int[] ofOne, String other, int[] ofOther) {
    TreeSet<Integer> onlyOne = set(ofOne);
    TreeSet<Integer> onlyOther = set(ofOther);
    TreeSet<Integer> both = set(ofOne);
    both.retainAll(onlyOther);
    onlyOne.removeAll(both);
    onlyOther.removeAll(both);
    int all = onlyOne.size() + onlyOther.size() + both.size();
    return new Disagreement(
        visit.visit(),
        Groups.describe(visit),
        one,
        other,
        all == 0 ? 1 : Estimate.rounded((double) both.size() / all),
        names(onlyOne),
        names(onlyOther),
        names(both));
  }

  private static TreeSet<Integer> set(int[] medications) {
    TreeSet<Integer> set = new TreeSet<>();
    for (int medication : medications) {
      set.add(medication);
    }
    return set;
  }

  private List<String> names(TreeSet<Integer> indices) {
    return indices.stream().map(medications::coding).map(Disagreements::name).toList();
  }

  private static String name(Coding coding) {
    return coding.getDisplay() == null ? coding.getCode() : coding.getDisplay();
  }
}
