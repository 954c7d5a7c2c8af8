package io.theriac.streams.backtest.score;

import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.ddi.DdiPair;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.MedicationFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The interactions that should alert everywhere: those that the interaction knowledge takes from
 * the ONC high-priority list (Phansalkar 2012, doi:10.1136/amiajnl-2011-000612).
 */
public final class HighPriority {

  private static final String MARK = "ONC-HP";

  private final List<DdiPair> pairs;
  private final Terminology terminology;

  public HighPriority(DdiKnowledge knowledge, Terminology terminology) {
    this.pairs = knowledge.pairs().stream().filter(p -> p.source().startsWith(MARK)).toList();
    this.terminology = terminology;
  }

  /** How many rows of the knowledge come from the list. */
  public int rows() {
    return pairs.size();
  }

  /** Whether two ATC codes, of any level, are a pair of the list. */
  public boolean isPair(String atcA, String atcB) {
    return !atcA.equals(atcB)
        && pairs.stream()
            .anyMatch(
                p ->
                    (atcA.startsWith(p.atcA()) && atcB.startsWith(p.atcB()))
                        || (atcB.startsWith(p.atcA()) && atcA.startsWith(p.atcB())));
  }

  private record Drug(String atc, MedicationFact fact) {}

  /** Pairs active together in a visit, one of them ordered in it; {@code atcA+atcB} in order. */
  String[] among(ClosedVisit visit) {
    List<Drug> drugs = new ArrayList<>();
    for (MedicationFact fact : visit.getMedications()) {
      Optional<Coding> atc = terminology.atc(fact.getMedication());
      atc.ifPresent(coding -> drugs.add(new Drug(coding.getCode(), fact)));
    }
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i < drugs.size(); i++) {
      for (int j = 0; j < i; j++) {
        Drug one = drugs.get(i);
        Drug other = drugs.get(j);
        if (isOrderedHere(one, other) && overlap(one, other) && isPair(one.atc(), other.atc())) {
          found.add(name(one.atc(), other.atc()));
        }
      }
    }
    return found.toArray(String[]::new);
  }

  /** The pair's name, codes in order. */
  public static String name(String atcA, String atcB) {
    return atcA.compareTo(atcB) < 0 ? atcA + "+" + atcB : atcB + "+" + atcA;
  }

  private static boolean isOrderedHere(Drug one, Drug other) {
    return !one.fact().getContinued() || !other.fact().getContinued();
  }

  private static boolean overlap(Drug one, Drug other) {
    return beginsBeforeEnd(one.fact(), other.fact()) && beginsBeforeEnd(other.fact(), one.fact());
  }

  private static boolean beginsBeforeEnd(MedicationFact one, MedicationFact other) {
    return one.getStartedAt() == null
        || other.getStoppedAt() == null
        || one.getStartedAt().isBefore(other.getStoppedAt());
  }
}
