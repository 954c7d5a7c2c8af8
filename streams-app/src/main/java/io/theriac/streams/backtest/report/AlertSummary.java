package io.theriac.streams.backtest.report;

import io.theriac.schemas.avro.AlertState;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.streams.backtest.ModelRun;
import io.theriac.streams.backtest.report.BacktestReport.Alerts;
import io.theriac.streams.backtest.report.BacktestReport.HighPriorityPairs;
import io.theriac.streams.backtest.report.BacktestReport.Pair;
import io.theriac.streams.backtest.score.HighPriority;
import io.theriac.streams.backtest.score.Medications;
import io.theriac.streams.backtest.score.VisitScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was alerted, and what should have been. */
final class AlertSummary {

  private static final int TOP = 20;

  private AlertSummary() {}

  static Alerts of(List<DdiAlert> alerts) {
    Map<String, Map<String, Long>> bySeverity = new LinkedHashMap<>();
    for (DdiSeverity severity : DdiSeverity.values()) {
      if (severity != DdiSeverity.UNKNOWN) {
        bySeverity.put(severity.name(), new TreeMap<>());
      }
    }
    Map<String, Long> byKind = new TreeMap<>();
    Map<String, Pair> pairs = new HashMap<>();
    for (DdiAlert alert : alerts) {
      bySeverity
          .computeIfAbsent(alert.getSeverity().name(), s -> new TreeMap<>())
          .merge(alert.getState().name(), 1L, Long::sum);
      if (alert.getState() == AlertState.RAISED) {
        byKind.merge(alert.getKind().name(), 1L, Long::sum);
        Pair pair = pair(alert);
        pairs.merge(pair.drugA() + pair.drugB() + pair.kind(), pair, AlertSummary::together);
      }
    }
    List<Pair> top =
        pairs.values().stream()
            .sorted(
                Comparator.comparingLong(Pair::raised)
                    .reversed()
                    .thenComparing(Pair::drugA)
                    .thenComparing(Pair::drugB)
                    .thenComparing(Pair::kind))
            .limit(TOP)
            .toList();
    return new Alerts(bySeverity, byKind, top);
  }

  private static Pair pair(DdiAlert alert) {
    Coding a = alert.getDrugA().getAtc();
    Coding b = alert.getDrugB().getAtc();
    return new Pair(
        a.getCode(),
        b.getCode(),
        a.getDisplay() == null ? a.getCode() : a.getDisplay(),
        b.getDisplay() == null ? b.getCode() : b.getDisplay(),
        alert.getSeverity().name(),
        alert.getKind().name(),
        1);
  }

  private static Pair together(Pair one, Pair other) {
    return new Pair(
        one.drugA(),
        one.drugB(),
        one.nameA(),
        one.nameB(),
        one.severity(),
        one.kind(),
        one.raised() + other.raised());
  }

  /**
   * The pairs of the ONC list: those of visits that began and closed in the range, so that their
   * alerts would lie in it, too.
   *
   * @param from milliseconds since 1970
   */
  static HighPriorityPairs highPriority(
      List<ModelRun> runs, HighPriority list, Medications medications, long from) {
    Set<String> alerted = new HashSet<>();
    for (DdiAlert alert : runs.get(0).alerts()) {
      String pair =
          HighPriority.name(
              alert.getDrugA().getAtc().getCode(), alert.getDrugB().getAtc().getCode());
      alerted.add(alert.getPatientKey() + "\n" + pair);
    }
    long present = 0;
    Map<String, Long> missed = new TreeMap<>();
    for (VisitScore visit : runs.get(0).scores()) {
      for (String pair : visit.admittedAt() < from ? new String[0] : visit.highPriority()) {
        present++;
        if (!alerted.contains(visit.patient() + "\n" + pair)) {
          missed.merge(pair, 1L, Long::sum);
        }
      }
    }
    long missedInAll = missed.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Long> together = new LinkedHashMap<>();
    boolean[][] pairs = pairs(list, medications);
    runs.forEach(run -> together.put(run.model().version(), visitsWithPair(run, pairs)));
    return new HighPriorityPairs(list.rows(), present, present - missedInAll, missed, together);
  }

  private static boolean[][] pairs(HighPriority list, Medications medications) {
    boolean[][] pairs = new boolean[medications.size()][medications.size()];
    for (int i = 0; i < pairs.length; i++) {
      for (int j = 0; j < pairs.length; j++) {
        pairs[i][j] = list.isPair(medications.coding(i).getCode(), medications.coding(j).getCode());
      }
    }
    return pairs;
  }

  private static long visitsWithPair(ModelRun run, boolean[][] pairs) {
    long visits = 0;
    for (VisitScore visit : run.scores()) {
      List<Integer> selected = new ArrayList<>();
      boolean any = false;
      for (int medication : visit.selected()) {
        any = any || selected.stream().anyMatch(other -> pairs[medication][other]);
        selected.add(medication);
      }
      visits += any ? 1 : 0;
    }
    return visits;
  }
}
