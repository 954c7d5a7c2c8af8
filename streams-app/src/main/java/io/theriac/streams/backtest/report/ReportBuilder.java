package io.theriac.streams.backtest.report;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.eval.Calibration;
import io.theriac.model.eval.Predictions;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.streams.backtest.BacktestResult;
import io.theriac.streams.backtest.ModelRun;
import io.theriac.streams.backtest.report.BacktestReport.Difference;
import io.theriac.streams.backtest.report.BacktestReport.Dimension;
import io.theriac.streams.backtest.report.BacktestReport.Group;
import io.theriac.streams.backtest.report.BacktestReport.Model;
import io.theriac.streams.backtest.report.BacktestReport.Period;
import io.theriac.streams.backtest.report.BacktestReport.Visits;
import io.theriac.streams.backtest.score.VisitScore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Makes the report of what a backtest came to. */
public final class ReportBuilder {

  private static final String LEARNT_CAVEAT =
      "On visits and patients that a model learnt from it looks better than it is: look at those"
          + " held out, or choose a range that begins after its training.";

  private final BacktestResult result;
  private final List<ModelRun> runs;
  private final List<VisitScore> visits;
  private final List<String> owners;
  private final List<Outcomes> models = new ArrayList<>();
  private final List<Outcomes> predictors = new ArrayList<>();

  private ReportBuilder(BacktestResult result) {
    this.result = result;
    this.runs = result.runs();
    Set<String> common = measuredByAll();
    this.visits = measured(runs.get(0), common);
    this.owners = visits.stream().map(VisitScore::patient).toList();
    float[][] interactions = result.medications().interactions(result.knowledge().interactions());
    for (ModelRun run : runs) {
      models.add(Outcomes.of(run.model().version(), measured(run, common), interactions));
    }
    predictors.addAll(models);
    predictors.addAll(
        Baselines.of(visits, result.earlier(), result.medications().size(), interactions));
  }

  /** The report. */
  public static BacktestReport build(BacktestResult result) {
    return new ReportBuilder(result).build();
  }

  /** A visit that one model could not score is left out for all. */
  private Set<String> measuredByAll() {
    Set<String> common = null;
    for (ModelRun run : runs) {
      Set<String> ofRun = new HashSet<>();
      run.scores().stream()
          .filter(VisitScore::usable)
          .filter(result.options().cohort()::has)
          .forEach(score -> ofRun.add(score.key()));
      if (common == null) {
        common = ofRun;
      } else {
        common.retainAll(ofRun);
      }
    }
    return common;
  }

  private static List<VisitScore> measured(ModelRun run, Set<String> common) {
    return run.scores().stream().filter(score -> common.contains(score.key())).toList();
  }

  private BacktestReport build() {
    Comparison all = compare(visit -> true);
    return new BacktestReport(
        "Theriac backtest",
        LEARNT_CAVEAT + " " + DdiKnowledge.REVIEW_CAVEAT,
        new BacktestReport.Range(
            result.options().from().toString(),
            result.options().to().toString(),
            result.options().cohort().toString(),
            Provenances.command(result)),
        runs.stream().map(ReportBuilder::model).toList(),
        visits(all),
        all.measures(),
        heldOut(),
        differences(all),
        Groups.ALL.stream().map(this::dimension).toList(),
        overTime(),
        calibration(),
        alerts(),
        AlertSummary.highPriority(
            runs,
            result.highPriority(),
            result.medications(),
            result.options().from().toEpochMilli()),
        new Disagreements(result.medications()).largest(models, visits),
        Provenances.counts(result),
        Provenances.of(result));
  }

  private Comparison compare(IntPredicate included) {
    return new Comparison(predictors, owners, included, result.options().seed());
  }

  private static Model model(ModelRun run) {
    Fingerprints of = run.model().fingerprints();
    Map<String, String> fingerprints = new LinkedHashMap<>();
    fingerprints.put("model", of.getModel());
    fingerprints.put("vocabulary", of.getVocabulary());
    fingerprints.put("ddiKnowledge", of.getDdiKnowledge());
    fingerprints.put("schemas", of.getSchemas());
    return new Model(run.model().name(), run.model().version(), run.threshold(), fingerprints);
  }

  private Visits visits(Comparison all) {
    long given = visits.stream().mapToLong(visit -> visit.given().length).sum();
    long outside = visits.stream().mapToLong(VisitScore::givenOutside).sum();
    long scored = runs.get(0).scores().stream().filter(result.options().cohort()::has).count();
    return new Visits(
        scored, all.visits(), all.patients(), given, outside, result.earlier().size());
  }

  private Group heldOut() {
    Comparison comparison =
        compare(
            visit ->
                runs.stream()
                    .allMatch(
                        run -> run.split().filter(s -> s.holdsOut(owners.get(visit))).isPresent()));
    return new Group(
        "held out by every model",
        comparison.visits(),
        comparison.patients(),
        comparison.measures());
  }

  /** Each model less the first, and the first less each baseline. */
  private List<Difference> differences(Comparison all) {
    List<Difference> differences = new ArrayList<>();
    if (all.patients() == 0) {
      return differences;
    }
    String first = models.get(0).name();
    for (Outcomes predictor : predictors.subList(1, predictors.size())) {
      boolean baseline = !models.contains(predictor);
      String one = baseline ? first : predictor.name();
      String other = baseline ? predictor.name() : first;
      differences.add(new Difference(one, other, all.difference(one, other)));
    }
    return differences;
  }

  private Dimension dimension(Groups.Way way) {
    Set<String> names = new TreeSet<>();
    List<String> groupOf = visits.stream().map(way.group()).toList();
    names.addAll(groupOf);
    List<String> order = new ArrayList<>(way.order());
    order.retainAll(names);
    names.removeAll(order);
    order.addAll(names);
    List<Group> groups = new ArrayList<>();
    for (String name : order) {
      Comparison ofGroup = compare(visit -> groupOf.get(visit).equals(name));
      groups.add(new Group(name, ofGroup.visits(), ofGroup.patients(), ofGroup.measures()));
    }
    return new Dimension(way.name(), groups);
  }

  private List<Period> overTime() {
    UnaryOperator<LocalDate> periods =
        Groups.periods(result.options().from(), result.options().to());
    Map<LocalDate, Set<Integer>> byPeriod = new TreeMap<>(Comparator.naturalOrder());
    for (int i = 0; i < visits.size(); i++) {
      byPeriod
          .computeIfAbsent(periods.apply(Groups.day(visits.get(i))), p -> new HashSet<>())
          .add(i);
    }
    List<Period> all = new ArrayList<>();
    byPeriod.forEach(
        (from, members) -> {
          Comparison ofPeriod = compare(members::contains);
          all.add(
              new Period(
                  from.toString(), ofPeriod.visits(), ofPeriod.patients(), ofPeriod.measures()));
        });
    return all;
  }

  private Map<String, Calibration> calibration() {
    Map<String, Calibration> all = new LinkedHashMap<>();
    Set<String> common = new HashSet<>();
    visits.forEach(visit -> common.add(visit.key()));
    for (ModelRun run : runs) {
      all.put(run.model().version(), calibration(measured(run, common)));
    }
    return all;
  }

  /** Each visit stands as a patient of its own: calibration does not ask whose it is. */
  private static Calibration calibration(List<VisitScore> scores) {
    int[] patients = new int[scores.size()];
    float[][] probabilities = new float[scores.size()][];
    int[][] given = new int[scores.size()][];
    for (int i = 0; i < patients.length; i++) {
      patients[i] = i;
      VisitScore score = scores.get(i);
      int[] known = known(score.probabilities());
      probabilities[i] = new float[known.length];
      List<Integer> ofKnown = new ArrayList<>();
      for (int k = 0; k < known.length; k++) {
        probabilities[i][k] = score.probabilities()[known[k]];
        if (Arrays.binarySearch(score.given(), known[k]) >= 0) {
          ofKnown.add(k);
        }
      }
      given[i] = ofKnown.stream().mapToInt(Integer::intValue).toArray();
    }
    return Calibration.of(new Predictions(patients, probabilities, given));
  }

  private static int[] known(float[] probabilities) {
    return IntStream.range(0, probabilities.length).filter(m -> probabilities[m] >= 0).toArray();
  }

  private Map<String, BacktestReport.Alerts> alerts() {
    Map<String, BacktestReport.Alerts> all = new LinkedHashMap<>();
    runs.forEach(run -> all.put(run.model().version(), AlertSummary.of(run.alerts())));
    return all;
  }
}
