package io.theriac.state;

import io.theriac.schemas.avro.MovedRow;
import io.theriac.schemas.avro.PatientMove;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a message between patient keys carries. It is read whole before any row changes, so that one
 * that another release or someone else wrote is set aside, not taken for a damaged state.
 */
final class MoveContent {

  /** Messages stay well below the usual limit of a record. */
  private static final int CHUNK_BYTES = 400_000;

  private MoveContent() {}

  /**
   * Refuses a message that cannot be followed, whatever is known of its patient.
   *
   * @throws RejectedEvent naming what is wrong
   */
  static void check(PatientMove move) {
    Checks.text("patientKey", move.getPatientKey());
    Checks.text("link.eventId", move.getLink().getEventId());
    Checks.time("link.mergedAt", move.getLink().getMergedAt());
    switch (move.getKind()) {
      case RETIRE -> require("survivorKey", move.getSurvivorKey());
      case ROWS -> rows(move.getRows());
      case EVENT -> {
        require("eventType", move.getEventType());
        require("event", move.getEvent());
        require("partition", move.getPartition());
        require("offset", move.getOffset());
        event(move);
      }
      case ERASE, RESTORE -> {}
      case UNKNOWN ->
          throw RejectedEvent.unsupported(
              "kind is none this release knows: replay the record with a release that does.");
    }
  }

  /** A fact of a retired key. */
  record Moved(RowSuffix row, byte[] value) {}

  /** The facts in rows of a record or of a ROWS message. */
  static List<Moved> rows(List<MovedRow> moved) {
    List<Moved> rows = new ArrayList<>();
    for (MovedRow each : moved) {
      rows.add(row(bytes(each.getKey()), bytes(each.getValue())));
    }
    return rows;
  }

  private static Moved row(byte[] key, byte[] value) {
    try {
      RowSuffix row = RowSuffix.of(key);
      Kind<?> kind =
          Kind.ALL.stream().filter(row::is).findFirst().filter(k -> RowJoin.isStated(row)).get();
      kind.codec().decode(value);
      return new Moved(row, value);
    } catch (IndexOutOfBoundsException | NoSuchElementException | UnreadableRowException e) {
      throw unreadable("rows");
    }
  }

  /** The event in an EVENT message. */
  static SpecificRecord event(PatientMove move) {
    if (EventCodec.rank(move.getEventType()) < 0) {
      throw RejectedEvent.unsupported(
          "eventType is none this release knows: replay the record with a release that does.");
    }
    try {
      return EventCodec.decode(move.getEventType(), bytes(move.getEvent()));
    } catch (UnreadableRowException e) {
      throw unreadable("event");
    }
  }

  /** The rows in pieces, each small enough for a message unless one row alone is not. */
  static List<List<MovedRow>> chunks(List<MovedRow> all) {
    List<List<MovedRow>> chunks = new ArrayList<>();
    int room = 0;
    for (MovedRow row : all) {
      int bytes = row.getKey().remaining() + row.getValue().remaining();
      if (bytes > room) {
        chunks.add(new ArrayList<>());
        room = CHUNK_BYTES;
      }
      chunks.get(chunks.size() - 1).add(row);
      room -= bytes;
    }
    return chunks;
  }

  private static void require(String field, Object valueOrNull) {
    if (valueOrNull == null) {
      throw RejectedEvent.invalidField(
          "%s is null in a message of this kind: see who else writes to the topic."
              .formatted(field));
    }
  }

  private static RejectedEvent unreadable(String field) {
    return RejectedEvent.unreadable(
        "%s cannot be read: if a newer release wrote the message, replay it with that release; else see who else writes to the topic."
            .formatted(field));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
