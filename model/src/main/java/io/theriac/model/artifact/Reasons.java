package io.theriac.model.artifact;

import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.decode.Selection;
import io.theriac.model.net.Contribution;
import io.theriac.model.net.ScoredVisit;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in clinical codes what a medication's score comes from. */
final class Reasons {

  private static final int MOST = 5;

  private final Vocabularies vocabularies;
  private final double temperature;

  Reasons(Vocabularies vocabularies, double temperature) {
    this.vocabularies = vocabularies;
    this.temperature = temperature;
  }

  /**
   * The strongest contributions, for or against. They are summands of the logit of the probability
   * shown, that is of the network's logit divided by the temperature.
   */
  List<Reason> strongest(ScoredVisit visit, int medication) {
    return visit.contributions(medication).stream()
        .filter(contribution -> contribution.value() != 0)
        .sorted(
            Comparator.comparingDouble((Contribution c) -> -Math.abs(c.value()))
                .thenComparing(Contribution::kind)
                .thenComparing(Contribution::code))
        .limit(MOST)
        .map(contribution -> reason(contribution))
        .toList();
  }

  /**
   * Why a medication is left out that reaches the threshold: the chosen medication it interacts
   * with, with what that takes off the logit, then what speaks for it and against.
   */
  List<Reason> dropped(ScoredVisit visit, Selection.Dropped dropped) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        new Reason(
            ReasonKind.INTERACTION,
            vocabularies.medications().code(dropped.because()),
            -dropped.penalty()));
    reasons.addAll(strongest(visit, dropped.medication()));
    return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
  }

  private Reason reason(Contribution contribution) {
    double value = contribution.value() / temperature;
    return switch (contribution.kind()) {
      case DIAGNOSIS ->
          new Reason(
              ReasonKind.DIAGNOSIS, vocabularies.diagnoses().code(contribution.code()), value);
      case PROCEDURE ->
          new Reason(
              ReasonKind.PROCEDURE, vocabularies.procedures().code(contribution.code()), value);
      case CONTINUATION ->
          new Reason(
              ReasonKind.CONTINUED, vocabularies.medications().code(contribution.code()), value);
      case EARLIER_DIAGNOSIS ->
          new Reason(
              ReasonKind.EARLIER_DIAGNOSIS,
              vocabularies.diagnoses().code(contribution.code()),
              value);
      case EARLIER_PROCEDURE ->
          new Reason(
              ReasonKind.EARLIER_PROCEDURE,
              vocabularies.procedures().code(contribution.code()),
              value);
      case EARLIER_MEDICATION -> new Reason(ReasonKind.HISTORY, null, value);
      case DEMOGRAPHICS -> new Reason(ReasonKind.DEMOGRAPHICS, null, value);
      case REVIEW_BY_DIAGNOSIS ->
          new Reason(ReasonKind.REVIEW, vocabularies.diagnoses().code(contribution.code()), value);
      case REVIEW_BY_PROCEDURE ->
          new Reason(ReasonKind.REVIEW, vocabularies.procedures().code(contribution.code()), value);
      case REVIEW -> new Reason(ReasonKind.REVIEW, null, value);
      case INTERACTIONS -> new Reason(ReasonKind.INTERACTION, null, value);
      case REMAINDER -> new Reason(ReasonKind.MODEL, null, value);
    };
  }
}
