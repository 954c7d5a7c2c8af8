package io.theriac.model.artifact;

import io.theriac.model.cohort.EncodedHistory;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.decode.Selection;
import io.theriac.model.net.Contribution;
import io.theriac.model.net.ScoredVisit;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.EarlierVisit;
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
   *
   * @param history whose current visit was scored
   */
  List<Reason> strongest(EncodedHistory history, ScoredVisit visit, int medication) {
    return visit.contributions(medication).stream()
        .filter(contribution -> contribution.value() != 0)
        .sorted(
            Comparator.comparingDouble((Contribution c) -> -Math.abs(c.value()))
                .thenComparing(Contribution::kind)
                .thenComparing(Contribution::code)
                .thenComparing(Contribution::visitsBack))
        .limit(MOST)
        .map(contribution -> reason(history, contribution))
        .toList();
  }

  /**
   * Why a medication is left out that reaches the threshold: the chosen medication it interacts
   * with, with what that takes off the logit, then what speaks for it and against.
   */
  List<Reason> dropped(EncodedHistory history, ScoredVisit visit, Selection.Dropped dropped) {
    List<Reason> reasons = new ArrayList<>();
    reasons.add(
        new Reason(
            ReasonKind.INTERACTION,
            vocabularies.medications().code(dropped.because()),
            -dropped.penalty(),
            null));
    reasons.addAll(strongest(history, visit, dropped.medication()));
    return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
  }

  private Reason reason(EncodedHistory history, Contribution contribution) {
    return new Reason(
        kind(contribution.kind()),
        coding(contribution),
        contribution.value() / temperature,
        contribution.visitsBack() == 0 ? null : visit(history.earlier(contribution.visitsBack())));
  }

  private static ReasonKind kind(Contribution.Kind kind) {
    return switch (kind) {
      case DIAGNOSIS -> ReasonKind.DIAGNOSIS;
      case PROCEDURE -> ReasonKind.PROCEDURE;
      case CONTINUATION -> ReasonKind.CONTINUED;
      case EARLIER_DIAGNOSIS -> ReasonKind.EARLIER_DIAGNOSIS;
      case EARLIER_PROCEDURE -> ReasonKind.EARLIER_PROCEDURE;
      case EARLIER_MEDICATION -> ReasonKind.HISTORY;
      case DEMOGRAPHICS -> ReasonKind.DEMOGRAPHICS;
      case REVIEW_BY_DIAGNOSIS, REVIEW_BY_PROCEDURE, REVIEW -> ReasonKind.REVIEW;
      case INTERACTIONS -> ReasonKind.INTERACTION;
      case ATTENTION -> ReasonKind.ATTENTION;
      case REMAINDER -> ReasonKind.MODEL;
    };
  }

  /** The code that a contribution names, or null where it names none. */
  private Coding coding(Contribution contribution) {
    return switch (contribution.kind()) {
      case DIAGNOSIS, EARLIER_DIAGNOSIS, REVIEW_BY_DIAGNOSIS ->
          vocabularies.diagnoses().code(contribution.code());
      case PROCEDURE, EARLIER_PROCEDURE, REVIEW_BY_PROCEDURE ->
          vocabularies.procedures().code(contribution.code());
      case CONTINUATION -> vocabularies.medications().code(contribution.code());
      default -> null;
    };
  }

  private static EarlierVisit visit(ClosedVisit visit) {
    return new EarlierVisit(visit.getVisitId(), visit.getDischargedAt());
  }
}
