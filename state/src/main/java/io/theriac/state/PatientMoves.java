package io.theriac.state;

import io.theriac.schemas.avro.MergeLink;
import io.theriac.schemas.avro.MoveHop;
import io.theriac.schemas.avro.MovedRow;
import io.theriac.schemas.avro.PatientMove;
import io.theriac.schemas.avro.PatientMoveKind;
import io.theriac.schemas.avro.PatientUpdate;
import io.theriac.state.rows.AliasRow;
import io.theriac.state.rows.IdentityRow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Merges and erasures. The keys of one person may live in different partitions, so they tell one
 * another by messages ({@link PatientMove}) what to do:
 *
 * <pre>
 * MERGE at the survivor ── RETIRE ──► retired key ── ROWS, and later EVENTs ──► survivor
 * ERASE at the survivor ── ERASE ───► each retired key
 * MERGE of keys of which one was erased since ── ERASE ──► the other
 * </pre>
 *
 * A retired key passes on whatever still comes for it, so chains of merges need no more. In a cycle
 * of merges that were under way together a message comes back to a key it has passed: then the
 * latest merge of the cycle is void, and its retired key is restored.
 */
final class PatientMoves {

  private final VisitLife life;
  private final Rows rows;

  PatientMoves(VisitLife life) {
    this.life = life;
    this.rows = life.rows();
  }

  /** Asks the retired key of a merge to hand everything over. */
  Outcome merge(PatientUpdate event) {
    String survivor = event.getPatientKey();
    String retired = event.getRetiredPatientKey();
    if (retired.equals(survivor) || rows.has(Keys.alias(survivor, retired))) {
      return new Outcome.Duplicate();
    }
    rows.put(Keys.alias(survivor, retired), new AliasRow(retired));
    MergeLink link = link(event);
    send(message(retired, PatientMoveKind.RETIRE, link, survivor).setSurvivorKey(survivor));
    tellErasure(retired, link, survivor);
    return applied();
  }

  /** An erasure of one key after the merge is one of the other, too, though it was known first. */
  private void tellErasure(String to, MergeLink merge, String erased) {
    IdentityRow identity = Identities.of(rows, erased);
    if (Identities.isErased(identity, merge.getMergedAt())) {
      MergeLink by = new MergeLink(merge.getEventId(), identity.getErasedAt());
      send(message(to, PatientMoveKind.ERASE, by, erased));
    }
  }

  /**
   * Forgets the patient, and asks its retired keys to do the same. That the keys are of one person
   * stays known: what comes later under a retired key goes to the survivor still.
   */
  Outcome erase(PatientUpdate event) {
    erase(event.getPatientKey(), link(event));
    return applied();
  }

  /** Sends an event for a retired key to the key that took over. */
  Outcome passOn(SpecificRecord event, EventPosition position, IdentityRow identity) {
    String type = EventCodec.type(event).orElseThrow();
    String key = EventCodec.patientKey(event);
    String id =
        "%s/%d/%d/%s".formatted(type, position.partition(), position.offset(), key.length());
    send(
        PatientMove.newBuilder()
            .setMoveId(id)
            .setPatientKey(identity.getRetiredInto())
            .setKind(PatientMoveKind.EVENT)
            .setLink(Identities.link(identity))
            .setHops(List.of(new MoveHop(key, Identities.link(identity))))
            .setEventType(type)
            .setEvent(ByteBuffer.wrap(EventCodec.encode(event)))
            .setPartition(position.partition())
            .setOffset(position.offset()));
    return new Outcome.Applied(Optional.empty(), life.consequences());
  }

  /**
   * Does what a message asks.
   *
   * @param fold applies events that were passed on
   */
  Outcome receive(PatientMove move, VisitFold fold, FactRows factRows) {
    MoveContent.check(move);
    String key = move.getPatientKey();
    IdentityRow identity = Identities.of(rows, key);
    switch (move.getKind()) {
      case RESTORE -> {
        return restore(key, move, identity);
      }
      case ERASE -> {
        return eraseUntil(key, move.getLink());
      }
      default -> {}
    }
    if (Identities.isRetired(identity) && !MoveRoute.of(move).endsHere(identity)) {
      return passOn(move, identity);
    }
    return switch (move.getKind()) {
      case RETIRE -> retire(move);
      case ROWS -> take(move, identity);
      case EVENT -> apply(move, fold, factRows);
      default -> throw new IllegalStateException("Not a kind that gets here: " + move.getKind());
    };
  }

  private Outcome retire(PatientMove move) {
    String key = move.getPatientKey();
    String survivor = move.getSurvivorKey();
    if (survivor.equals(key)) {
      Identities.restore(rows, key);
      return new Outcome.Duplicate();
    }
    PatientRecord record = movable(key);
    List<MovedRow> stated = record.stated();
    record.remove();
    Identities.retire(rows, key, survivor, move.getLink());
    tellErasure(survivor, move.getLink(), key);
    List<MoveHop> from = List.of(new MoveHop(key, move.getLink()));
    int number = 0;
    for (List<MovedRow> chunk : MoveContent.chunks(stated)) {
      PatientMove.Builder message =
          message(survivor, PatientMoveKind.ROWS, move.getLink(), key + "/" + number++);
      send(message.setRows(chunk).setHops(from));
    }
    return applied();
  }

  private Outcome take(PatientMove move, IdentityRow identity) {
    Identities.restore(rows, move.getPatientKey());
    // An erasure holds for what an older merge brings, though the news of that comes later.
    boolean erased = Identities.isErased(identity, move.getLink().getMergedAt());
    join(
        move.getPatientKey(),
        MoveContent.rows(move.getRows()),
        erased ? identity.getErasedAt() : null);
    return applied();
  }

  /** Joins rows with those of the key; if it was erased, only what was said afterwards. */
  private void join(String key, List<MoveContent.Moved> moved, Instant erasedAtOrNull) {
    RowJoin join = new RowJoin(life, key);
    for (MoveContent.Moved each : moved) {
      Optional<byte[]> value =
          erasedAtOrNull == null
              ? Optional.of(each.value())
              : new Unerased(erasedAtOrNull).of(each.row(), each.value());
      value.ifPresent(left -> join.add(each.row(), left, each.row().visit()));
    }
    join.finish();
  }

  private Outcome apply(PatientMove move, VisitFold fold, FactRows factRows) {
    Identities.restore(rows, move.getPatientKey());
    return fold.apply(
        factRows,
        EventCodec.under(move.getPatientKey(), MoveContent.event(move)),
        new EventPosition(
            EventCodec.rank(move.getEventType()), move.getPartition(), move.getOffset()));
  }

  /** What a message asks: no more than was said by then, though the message may come late. */
  private Outcome eraseUntil(String key, MergeLink by) {
    if (Identities.isErased(Identities.of(rows, key), by.getMergedAt())) {
      return new Outcome.Duplicate();
    }
    List<MovedRow> stated = movable(key).stated();
    erase(key, by);
    join(key, MoveContent.rows(stated), by.getMergedAt());
    return applied();
  }

  private void erase(String key, MergeLink by) {
    PatientRecord record = movable(key);
    for (AliasRow alias : rows.all(Kind.ALIAS, Keys.aliases(key))) {
      send(message(alias.getPatientKey(), PatientMoveKind.ERASE, by, key));
    }
    IdentityRow identity = Identities.of(rows, key);
    if (Identities.isRetired(identity)) {
      send(message(identity.getRetiredInto(), PatientMoveKind.ERASE, by, key));
    }
    record.erase();
    Identities.erase(rows, key, by.getMergedAt());
  }

  private Outcome restore(String key, PatientMove move, IdentityRow identity) {
    if (!Identities.isRetired(identity) || !move.getLink().equals(Identities.link(identity))) {
      return new Outcome.Duplicate();
    }
    Identities.restore(rows, key);
    return applied();
  }

  /** Sends a message on to the key that took over; in a cycle, to the one that should not have. */
  private Outcome passOn(PatientMove move, IdentityRow identity) {
    MergeLink link = Identities.link(identity);
    boolean repeated =
        move.getKind() == PatientMoveKind.RETIRE
            && move.getLink().equals(link)
            && move.getSurvivorKey().equals(identity.getRetiredInto());
    if (repeated) {
      return new Outcome.Duplicate();
    }
    MoveRoute route = MoveRoute.of(move);
    if (route.isCycle()) {
      MoveHop wrong = route.latest();
      String key = wrong.getPatientKey();
      send(message(key, PatientMoveKind.RESTORE, wrong.getLink(), move.getMoveId()));
      send(to(key, move).setHops(List.of()));
    } else {
      send(to(identity.getRetiredInto(), move).setHops(route.beyond(link)));
    }
    return applied();
  }

  /** The record of a key that has to go as a whole, if that is not too much for one step. */
  private PatientRecord movable(String key) {
    PatientRecord record = PatientRecord.of(life, key);
    record.requireAtMost(life.mostRecordBytes());
    return record;
  }

  private static PatientMove.Builder message(
      String to, PatientMoveKind kind, MergeLink link, String from) {
    return PatientMove.newBuilder()
        .setMoveId("%s/%s/%s".formatted(link.getEventId(), kind, from))
        .setPatientKey(to)
        .setKind(kind)
        .setLink(link);
  }

  /** The message for another key; its id grows with the hops, so that each stays one of its own. */
  private static PatientMove.Builder to(String key, PatientMove move) {
    return PatientMove.newBuilder(move).setPatientKey(key).setMoveId(move.getMoveId() + "+");
  }

  private void send(PatientMove.Builder move) {
    life.say(new Consequence.Sent(move.build(), life.occurredAt()));
  }

  private Outcome applied() {
    life.applied();
    return new Outcome.Applied(Optional.empty(), life.consequences());
  }

  private static MergeLink link(PatientUpdate event) {
    Instant at = event.getHeader().getOccurredAt();
    return new MergeLink(event.getHeader().getEventId(), at);
  }
}
