package io.theriac.streams.recommend;

import io.theriac.schemas.avro.InputPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Rows of the pending store: a version byte and the fields in order. */
final class PendingVisitSerde {

  private static final byte VERSION = 1;

  private PendingVisitSerde() {}

  static Serde<PendingVisit> create() {
    return Serdes.serdeFrom(
        (topic, visit) -> visit == null ? null : write(visit),
        (topic, bytes) -> bytes == null ? null : read(bytes));
  }

  private static byte[] write(PendingVisit visit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(visit.patientKey());
      out.writeUTF(visit.visitId());
      out.writeInt(visit.revision());
      out.writeLong(visit.occurredAt().toEpochMilli());
      out.writeLong(visit.closeSeenAt().toEpochMilli());
      out.writeUTF(visit.position().getTopic());
      out.writeInt(visit.position().getPartition());
      out.writeLong(visit.position().getOffset());
      out.writeUTF(visit.failedModel());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static PendingVisit read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new SerializationException(
            "A pending visit was written by a newer version (%d) of the application: do not go back"
                .formatted(version)
                + " to an older one, or reset the state.");
      }
      return new PendingVisit(
          in.readUTF(),
          in.readUTF(),
          in.readInt(),
          Instant.ofEpochMilli(in.readLong()),
          Instant.ofEpochMilli(in.readLong()),
          new InputPosition(in.readUTF(), in.readInt(), in.readLong()),
          in.readUTF());
    } catch (IOException e) {
      throw new SerializationException("A row of the pending store is cut short.", e);
    }
  }
}
