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

/** Rows of the pending store as bytes: a version and the fields in order. */
final class PendingRowSerde {

  private static final byte VERSION = 1;

  private PendingRowSerde() {}

  static Serde<PendingRow> create() {
    return Serdes.serdeFrom(
        (topic, row) -> row == null ? null : write(row),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(PendingRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    PendingVisit visit = row.visit();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(row.sequence());
      out.writeUTF(row.failedModel());
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static PendingRow read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new SerializationException(
            "A pending visit was written in format %d, which this version of the application does"
                    .formatted(version)
                + " not know: run the newer version, or reset the application's state.");
      }
      long sequence = in.readLong();
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
