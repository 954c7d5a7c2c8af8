package io.theriac.state;

import io.theriac.schemas.avro.MergeLink;
import io.theriac.schemas.avro.MoveHop;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.state.rows.IdentityRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The retired keys that a message has passed, and the cycle of merges that they may show. */
final class MoveRoute {

  /** Far more than a person has keys; each hop is sent again with every further one. */
  static final int MOST_HOPS = 100;

  private static final Comparator<MergeLink> ORDER =
      Comparator.comparing(MergeLink::getMergedAt).thenComparing(MergeLink::getEventId);

  private final PatientMove move;
  private final List<MoveHop> cycle;

  private MoveRoute(PatientMove move) {
    this.move = move;
    this.cycle = cycle(move);
  }

  static MoveRoute of(PatientMove move) {
    return new MoveRoute(move);
  }

  /** Whether the message was at its addressee before. */
  boolean isCycle() {
    return !cycle.isEmpty();
  }

  /** The latest merge of the cycle, which is void, and the key that it retired. */
  MoveHop latest() {
    return cycle.stream().max(Comparator.comparing(MoveHop::getLink, ORDER)).orElseThrow();
  }

  /** Whether the addressee is the key that the latest merge of the cycle retired. */
  boolean endsHere(IdentityRow identity) {
    return isCycle()
        && latest().getPatientKey().equals(move.getPatientKey())
        && latest().getLink().getEventId().equals(identity.getMergeEventId());
  }

  /**
   * The route with the addressee as one hop more.
   *
   * @throws RejectedEvent if it is too long already
   */
  List<MoveHop> beyond(MergeLink retiredBy) {
    if (move.getHops().size() >= MOST_HOPS) {
      throw RejectedEvent.oversized(
          "The message has passed %d retired keys, and more are not followed: see who merges keys in such a chain, and send what it is about again under the key at its end."
              .formatted(MOST_HOPS));
    }
    List<MoveHop> hops = new ArrayList<>(move.getHops());
    hops.add(new MoveHop(move.getPatientKey(), retiredBy));
    return hops;
  }

  private static List<MoveHop> cycle(PatientMove move) {
    List<MoveHop> hops = move.getHops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      if (hops.get(i).getPatientKey().equals(move.getPatientKey())) {
        return hops.subList(i, hops.size());
      }
    }
    return List.of();
  }
}
