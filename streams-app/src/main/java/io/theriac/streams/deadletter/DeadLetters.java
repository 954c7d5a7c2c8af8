package io.theriac.streams.deadletter;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterHeader;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.streams.metrics.AppMetrics;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes dead letters: the record as received, where it stood, and why it was set aside. */
public final class DeadLetters {

  /** Under this key Kafka Streams hands the instance to the exception handlers. */
  public static final String CONFIG_KEY = "theriac.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final Topics topics;
  private final Serializer<DeadLetter> serializer;
  private final Clock clock;
  private final int maxBytes;
  private final AppMetrics metrics;

  /**
   * @param topics those of the application, among them that of the dead letters
   * @param maxBytes the largest record that the topic takes; of a larger one key, value and headers
   *     stay where they are
   */
  public DeadLetters(
      Topics topics,
      Serializer<DeadLetter> serializer,
      Clock clock,
      int maxBytes,
      AppMetrics metrics) {
    this.topics = topics;
    this.serializer = serializer;
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.metrics = metrics;
  }

  /** The dead letter of the record that is being processed, under the record's own key. */
  public List<ProducerRecord<byte[], byte[]>> of(
      ErrorHandlerContext record, DeadLetterReason reason, String sentence, OptionalInt schemaId) {
    String topic = topics.deadLetters().name();
    DeadLetter letter = letter(record, reason, sentence, schemaId);
    byte[] key = record.sourceRawKey();
    byte[] bytes = serializer.serialize(topic, letter);
    // The key goes twice: in the letter and as the key of its record.
    int size = bytes.length + (key == null ? 0 : key.length);
    if (size > maxBytes) {
      letter = withoutContent(letter, size);
      key = null;
      bytes = serializer.serialize(topic, letter);
    }
    metrics.deadLetter(letter.getReasonClass(), isMove(record));
    LOG.warn(
        "Set aside {}{} as {}: {}",
        RecordPosition.of(letter),
        ReplayOrigin.of(record.headers()).map(" (replay of %s)"::formatted).orElse(""),
        letter.getReasonClass(),
        letter.getReason());
    Long timestamp = record.timestamp() < 0 ? null : record.timestamp();
    return List.of(new ProducerRecord<>(topic, null, timestamp, key, bytes));
  }

  private boolean isMove(ErrorHandlerContext record) {
    return topics.patientMoves().name().equals(record.topic());
  }

  private DeadLetter letter(
      ErrorHandlerContext record, DeadLetterReason reason, String sentence, OptionalInt schemaId) {
    return DeadLetter.newBuilder()
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setTimestamp(record.timestamp() < 0 ? null : Instant.ofEpochMilli(record.timestamp()))
        .setKey(buffer(record.sourceRawKey()))
        .setValue(buffer(record.sourceRawValue()))
        .setHeaders(headers(record.headers()))
        .setReasonClass(reason)
        .setReason(sentence)
        .setSchemaId(schemaId.isPresent() ? schemaId.getAsInt() : null)
        .setFailedAt(Instant.ofEpochMilli(clock.millis()))
        .build();
  }

  private static DeadLetter withoutContent(DeadLetter letter, int bytes) {
    String sentence =
        "%s (%s) The record makes a dead letter of %d bytes, more than the topic takes:"
                .formatted(letter.getReason(), letter.getReasonClass(), bytes)
            + " read it at its own position.";
    return DeadLetter.newBuilder(letter)
        .setKey(null)
        .setValue(null)
        .setHeaders(replayMark(letter))
        .setReasonClass(DeadLetterReason.OVERSIZED)
        .setReason(sentence)
        .build();
  }

  private static List<DeadLetterHeader> replayMark(DeadLetter letter) {
    return ReplayOrigin.of(letter)
        .map(origin -> ByteBuffer.wrap(ReplayOrigin.value(origin)))
        .map(value -> List.of(new DeadLetterHeader(ReplayOrigin.HEADER, value)))
        .orElse(List.of());
  }

  private static List<DeadLetterHeader> headers(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .map(header -> new DeadLetterHeader(header.key(), buffer(header.value())))
        .toList();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
