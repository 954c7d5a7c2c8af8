package io.theriac.trainer.gate;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.ddi.Interactions;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.release.GateVerdict;
import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides whether a trained model may serve: by its own merit, and against the active model on the
 * same held-out patients. Both answer as they would serve, from their artifacts, with their own
 * thresholds and vocabularies; a medication one of them does not know counts against it.
 */
public final class AcceptanceGate {

  private final GateRules rules;
  private final Terminology terminology;
  private final DdiKnowledge interactions;

  public AcceptanceGate(GateRules rules, Terminology terminology, DdiKnowledge interactions) {
    this.rules = rules;
    this.terminology = terminology;
    this.interactions = interactions;
  }

  /** Loads a model for a decision. */
  public Contender load(java.nio.file.Path artifact, String sha256) {
    return Contender.load(artifact, sha256, terminology, interactions);
  }

  /**
   * Decides.
   *
   * @param report the candidate's
   * @param active what serves, if anything does
   * @param pinned whether the active model is pinned: what is accepted then stays CANDIDATE
   * @param visits all that were read for the training
   */
  public GateVerdict decide(
      Contender candidate,
      ModelReport report,
      Optional<Contender> active,
      boolean pinned,
      Collection<ClosedVisit> visits) {
    List<GateCheck> checks = new ArrayList<>(new OwnMerit(rules).checks(report));
    checks.addAll(compare(candidate, active, visits));
    return verdict(checks, active, pinned);
  }

  private List<GateCheck> compare(
      Contender candidate, Optional<Contender> active, Collection<ClosedVisit> visits) {
    Optional<Comparison> comparison = active.map(other -> new Comparison(rules, candidate, other));
    if (comparison.isPresent() && !comparison.get().isPossible()) {
      return comparison.get().incomparable();
    }
    HeldOut heldOut = HeldOut.of(visits, candidate, active, terminology, interactions);
    Vocabulary medications = together(candidate, active);
    float[][] ddi = Interactions.matrix(interactions.weights(medications.codes()));
    Answers answers = Answers.of(candidate.recommender(), heldOut.patients(), medications);
    Evaluation evaluation = answers.evaluation(ddi);
    Evaluation given = answers.given(ddi);
    List<GateCheck> checks = new ArrayList<>();
    if (comparison.isPresent()) {
      Evaluation other =
          Answers.of(active.get().recommender(), heldOut.patients(), medications).evaluation(ddi);
      checks.add(
          comparison.get().quality(evaluation, other, heldOut.unseen(), candidate.config().seed()));
      checks.add(comparison.get().ddiRate(evaluation, other));
      checks.add(comparison.get().vocabularyDrift());
    } else {
      checks.add(Check.of("quality", true, "No model is active: there is none to compare with."));
      checks.add(ddiRate(evaluation, given));
      checks.add(Check.of("vocabularyDrift", true, "No model is active."));
    }
    checks.add(
        Smoke.check(
            candidate.recommender(),
            answers,
            evaluation.metrics().averageMedications(),
            given.metrics().averageMedications()));
    return checks;
  }

  private GateCheck ddiRate(Evaluation evaluation, Evaluation given) {
    double rate = evaluation.metrics().ddiRate();
    double reference = given.metrics().ddiRate();
    return Check.atMost(
        "ddiRate",
        rate,
        reference + rules.ddiMargin(),
        String.format(
            Locale.ROOT,
            "Of the pairs it recommends together, a share of %.4f interacts; of those given it is %.4f.",
            rate,
            reference));
  }

  private GateVerdict verdict(List<GateCheck> checks, Optional<Contender> active, boolean pinned) {
    List<GateCheck> failed = checks.stream().filter(check -> !check.getPassed()).toList();
    if (!failed.isEmpty()) {
      return new GateVerdict(ReleaseStatus.REJECTED, explain(failed), checks);
    }
    String reason =
        explain(
            checks.stream()
                .filter(
                    check ->
                        check.getCheck().equals("floor")
                            || check.getExplanation().startsWith("Not proven")
                            || (check.getCheck().equals("quality") && active.isPresent()))
                .toList());
    if (pinned) {
      return new GateVerdict(
          ReleaseStatus.CANDIDATE, reason + " Accepted, but the active version is pinned.", checks);
    }
    return rules.hold()
        ? new GateVerdict(
            ReleaseStatus.CANDIDATE,
            reason + " Accepted, and held for a person to promote.",
            checks)
        : new GateVerdict(ReleaseStatus.ACTIVE, reason, checks);
  }

  private static String explain(List<GateCheck> checks) {
    return checks.stream().map(GateCheck::getExplanation).collect(Collectors.joining(" "));
  }

  /** The medications that either knows. */
  private static Vocabulary together(Contender candidate, Optional<Contender> active) {
    Map<CodeKey, Coding> all = new TreeMap<>();
    candidate.vocabularies().medications().codes().forEach(c -> all.put(CodeKey.of(c), c));
    active.ifPresent(
        other ->
            other
                .vocabularies()
                .medications()
                .codes()
                .forEach(c -> all.putIfAbsent(CodeKey.of(c), c)));
    return new Vocabulary(all.values());
  }
}
