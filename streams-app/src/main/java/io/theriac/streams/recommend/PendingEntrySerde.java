package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Entries of the pending store as bytes: a version, the kind and the fields in order. */
final class PendingEntrySerde {

  private static final byte VERSION = 2;
  private static final byte PLACE = 0;
  private static final byte ROW = 1;

  private PendingEntrySerde() {}

  static Serde<PendingEntry> create() {
    return Serdes.serdeFrom(
        (topic, entry) -> entry == null ? null : write(entry),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(PendingEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      if (entry instanceof PendingRow row) {
        out.writeByte(ROW);
        out.writeLong(row.sequence());
        out.writeUTF(row.failedModel());
        writeVisit(row.visit(), out);
      } else {
        out.writeByte(PLACE);
        out.writeLong(((PendingPlace) entry).sequence());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeVisit(PendingVisit visit, DataOutputStream out) throws IOException {
    out.writeUTF(visit.patientKey());
    out.writeUTF(visit.visitId());
    out.writeInt(visit.revision());
    out.writeInt(visit.visitNumber());
    out.writeBoolean(visit.isFinal());
    out.writeLong(visit.dischargedAt().toEpochMilli());
    out.writeLong(visit.occurredAt().toEpochMilli());
    out.writeLong(visit.closeSeenAt().toEpochMilli());
    out.writeBoolean(visit.position().isPresent());
    if (visit.position().isPresent()) {
      out.writeUTF(visit.position().get().getTopic());
      out.writeInt(visit.position().get().getPartition());
      out.writeLong(visit.position().get().getOffset());
    }
  }

  private static PendingEntry read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new SerializationException(
            "A pending visit was written in format %d, which this version of the application does"
                    .formatted(version)
                + " not know: run the newer version, or reset the application's state.");
      }
      byte kind = in.readByte();
      long sequence = in.readLong();
      if (kind == PLACE) {
        return new PendingPlace(sequence);
      }
      String failedModel = in.readUTF();
      return new PendingRow(sequence, readVisit(in), failedModel);
    } catch (IOException e) {
      throw new SerializationException("A row of the pending store is cut short.", e);
    }
  }

  private static PendingVisit readVisit(DataInputStream in) throws IOException {
    return new PendingVisit(
        in.readUTF(),
        in.readUTF(),
        in.readInt(),
        in.readInt(),
        in.readBoolean(),
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        Instant.ofEpochMilli(in.readLong()),
        in.readBoolean()
            ? Optional.of(new InputPosition(in.readUTF(), in.readInt(), in.readLong()))
            : Optional.empty());
  }
}
