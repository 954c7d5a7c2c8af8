package io.theriac.trainer.gate;

import io.theriac.model.Counted;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.eval.Bootstrap;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.Metrics;
import io.theriac.schemas.avro.GateCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The checks of a candidate against the active model, on the same patients and visits. */
final class Comparison {

  private static final String UNFAIR =
      " The active model may have learnt from some of these patients, which favours it; train with"
          + " its split to compare on patients new to both.";

  private final GateRules rules;
  private final Contender candidate;
  private final Contender active;

  Comparison(GateRules rules, Contender candidate, Contender active) {
    this.rules = rules;
    this.candidate = candidate;
    this.active = active;
  }

  /** Quality by Jaccard, averaged over visits, then over patients. */
  GateCheck quality(Evaluation ofCandidate, Evaluation ofActive, boolean unseen, long seed) {
    Bootstrap.Interval difference =
        Bootstrap.difference(ofCandidate, ofActive, Metrics::jaccard, seed);
    boolean few = ofCandidate.patients() < GateRules.ENOUGH_PATIENTS;
    String explanation =
        String.format(
            Locale.ROOT,
            "Jaccard %.4f against %.4f of active %s on the same %s: difference %+.4f, 95 %% interval %+.4f to %+.4f; %s is held to the bound.%s",
            ofCandidate.metrics().jaccard(),
            ofActive.metrics().jaccard(),
            active.version(),
            Counted.of(ofCandidate.patients(), "test patient"),
            difference.value(),
            difference.lower(),
            difference.upper(),
            few ? "the difference, for want of patients," : "its lower end",
            unseen ? "" : UNFAIR);
    return Check.atLeast(
        "quality", few ? difference.value() : difference.lower(), -rules.margin(), explanation);
  }

  GateCheck ddiRate(Evaluation ofCandidate, Evaluation ofActive) {
    double rate = ofCandidate.metrics().ddiRate();
    double other = ofActive.metrics().ddiRate();
    return Check.atMost(
        "ddiRate",
        rate,
        other + rules.ddiMargin(),
        String.format(
            Locale.ROOT,
            "Of the pairs it recommends together, a share of %.4f interacts; with active %s it is %.4f.",
            rate,
            active.version(),
            other));
  }

  GateCheck vocabularyDrift() {
    Vocabularies before = active.vocabularies();
    Vocabularies now = candidate.vocabularies();
    Map<String, Double> lost = new LinkedHashMap<>();
    lost.put("diagnoses", lost(before.diagnoses(), now.diagnoses()));
    lost.put("procedures", lost(before.procedures(), now.procedures()));
    lost.put("medications", lost(before.medications(), now.medications()));
    double most = lost.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Check.atMost(
        "vocabularyDrift",
        most,
        rules.maxVocabularyLoss(),
        String.format(
            Locale.ROOT,
            "Of the codes that active %s knows, it no longer knows a share of %.3f diagnoses, %.3f procedures and %.3f medications; it knows %d, %d and %d, before %d, %d and %d.",
            active.version(),
            lost.get("diagnoses"),
            lost.get("procedures"),
            lost.get("medications"),
            now.diagnoses().size(),
            now.procedures().size(),
            now.medications().size(),
            before.diagnoses().size(),
            before.procedures().size(),
            before.medications().size()));
  }

  /** Models of other classes of medications cannot be compared. */
  List<GateCheck> incomparable() {
    return List.of(
        Check.of(
            "quality",
            false,
            "It recommends ATC level %d, active %s level %d: these cannot be compared. Release it under another model name."
                .formatted(
                    candidate.config().cohort().atcLevel().number(),
                    active.version(),
                    active.config().cohort().atcLevel().number())));
  }

  boolean isPossible() {
    return candidate.config().cohort().atcLevel() == active.config().cohort().atcLevel();
  }

  private static double lost(Vocabulary before, Vocabulary now) {
    long gone = before.codes().stream().filter(code -> now.index(code).isEmpty()).count();
    return before.size() == 0 ? 0 : (double) gone / before.size();
  }
}
