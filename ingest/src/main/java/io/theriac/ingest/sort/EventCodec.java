package io.theriac.ingest.sort;

import io.theriac.ingest.OutboundEvent;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Events of the clinical topics as bytes of a run file; lives no longer than the import. */
final class EventCodec {

  private final List<Topic<? extends SpecificRecord>> topics;
  private final List<SpecificDatumWriter<SpecificRecord>> writers;
  private final List<SpecificDatumReader<SpecificRecord>> readers;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private BinaryEncoder encoder;
  private BinaryDecoder decoder;

  EventCodec(Topics topics) {
    this.topics = topics.clinical();
    this.writers =
        this.topics.stream()
            .map(
                topic ->
                    new SpecificDatumWriter<SpecificRecord>(
                        topic.schema(), SpecificData.getForClass(topic.valueType())))
            .toList();
    this.readers =
        this.topics.stream()
            .map(
                topic ->
                    new SpecificDatumReader<SpecificRecord>(
                        topic.schema(),
                        topic.schema(),
                        SpecificData.getForClass(topic.valueType())))
            .toList();
  }

  void write(SortableEvent sortable, DataOutputStream out) throws IOException {
    OutboundEvent event = sortable.event();
    int topic = topics.indexOf(event.topic());
    buffer.reset();
    encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
    writers.get(topic).write(event.value(), encoder);
    encoder.flush();
    out.writeLong(sortable.time());
    out.writeByte(sortable.rank());
    out.writeByte(topic);
    out.writeUTF(event.key());
    out.writeUTF(sortable.eventId());
    out.writeInt(buffer.size());
    buffer.writeTo(out);
  }

  SortableEvent read(DataInputStream in) throws IOException {
    long time = in.readLong();
    int rank = in.readByte();
    int topic = in.readByte();
    String key = in.readUTF();
    String eventId = in.readUTF();
    byte[] bytes = in.readNBytes(in.readInt());
    decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
    SpecificRecord value = readers.get(topic).read(null, decoder);
    OutboundEvent event =
        new OutboundEvent(topics.get(topic), key, value, Instant.ofEpochMilli(time));
    return new SortableEvent(time, rank, eventId, event);
  }
}
