package io.theriac.local.deadletter;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.streams.deadletter.RecordPosition;
import io.theriac.streams.deadletter.ReplayOrigin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes of a dead letter the record it was: bytes, key, headers, timestamp and partition as
 * received, and one header more that names where it stood first.
 */
public final class ReplayRecords {

  private final Topics topics;
  private final Serializer<DeadLetterReplay> marks;
  private final OriginalRecords originals;
  private final Clock clock;
  private final Map<String, Integer> partitions = new HashMap<>();

  public ReplayRecords(
      Topics topics, Serializer<DeadLetterReplay> marks, OriginalRecords originals, Clock clock) {
    this.topics = topics;
    this.marks = marks;
    this.originals = originals;
    this.clock = clock;
  }

  /**
   * Prepares one letter.
   *
   * @throws NotReplayableException if its record is gone, or has no place to go back to
   */
  PreparedReplay of(DeadLetter letter) {
    requirePlace(letter);
    RecordPosition origin = ReplayOrigin.of(letter).orElse(RecordPosition.of(letter));
    return PreparedReplay.of(
        letter,
        wasTooLarge(letter) ? again(original(letter), origin) : again(letter, origin),
        mark(letter, origin));
  }

  /** Only inputs of the application: a letter made by someone else must not write anywhere. */
  private void requirePlace(DeadLetter letter) {
    String topic = letter.getTopic();
    if (topics.inputs().stream().map(Topic::name).noneMatch(topic::equals)) {
      throw new NotReplayableException(
          "Its topic is none of the application's inputs (%s): see --topic-prefix."
              .formatted(
                  topics.inputs().stream().map(Topic::name).collect(Collectors.joining(", "))));
    }
    int there = partitions.computeIfAbsent(topic, originals::partitions);
    if (letter.getPartition() >= there) {
      throw new NotReplayableException(
          "Its topic has %d partitions now, and it stood on partition %d: create the topic as it was."
              .formatted(there, letter.getPartition()));
    }
  }

  private static boolean wasTooLarge(DeadLetter letter) {
    return letter.getReasonClass() == DeadLetterReason.OVERSIZED && letter.getValue() == null;
  }

  private ConsumerRecord<byte[], byte[]> original(DeadLetter letter) {
    return originals
        .of(letter)
        .orElseThrow(
            () ->
                new NotReplayableException(
                    "It was too large for a dead letter, and its record is no longer on its topic:"
                        + " send the event again from its source."));
  }

  private static ProducerRecord<byte[], byte[]> again(DeadLetter letter, RecordPosition origin) {
    Headers headers = new RecordHeaders();
    letter.getHeaders().forEach(each -> headers.add(each.getKey(), bytes(each.getValue())));
    return new ProducerRecord<>(
        letter.getTopic(),
        letter.getPartition(),
        letter.getTimestamp() == null ? null : letter.getTimestamp().toEpochMilli(),
        bytes(letter.getKey()),
        bytes(letter.getValue()),
        marked(headers, origin));
  }

  private static ProducerRecord<byte[], byte[]> again(
      ConsumerRecord<byte[], byte[]> record, RecordPosition origin) {
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp() < 0 ? null : record.timestamp(),
        record.key(),
        record.value(),
        marked(new RecordHeaders(record.headers()), origin));
  }

  private static Headers marked(Headers headers, RecordPosition origin) {
    return ReplayOrigin.of(headers).isPresent()
        ? headers
        : headers.add(ReplayOrigin.HEADER, ReplayOrigin.value(origin));
  }

  private ProducerRecord<byte[], byte[]> mark(DeadLetter letter, RecordPosition origin) {
    RecordPosition position = RecordPosition.of(letter);
    String topic = topics.deadLetterReplays().name();
    DeadLetterReplay replay =
        new DeadLetterReplay(
            position.toAvro(),
            letter.getTimestamp(),
            origin.toAvro(),
            Instant.ofEpochMilli(clock.millis()));
    return new ProducerRecord<>(
        topic,
        position.toString().getBytes(StandardCharsets.UTF_8),
        marks.serialize(topic, replay));
  }

  private static byte[] bytes(ByteBuffer bufferOrNull) {
    if (bufferOrNull == null) {
      return null;
    }
    byte[] bytes = new byte[bufferOrNull.remaining()];
    bufferOrNull.duplicate().get(bytes);
    return bytes;
  }
}
