package io.theriac.local.deadletter;

import io.theriac.local.topic.EventRules;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What this build makes of a dead letter's bytes today: the cause may be gone. */
public final class LetterContent {

  private final Map<String, String> clientProperties;
  private final Topics topics;

  /**
   * What became of the bytes.
   *
   * @param event the event, if they could be read
   * @param problem what still stands in its way, as far as can be told without the state of its
   *     patient; no content
   */
  record Reading(Optional<SpecificRecord> event, Optional<String> problem) {}

  /**
   * @param clientProperties addresses and security of the clients
   */
  public LetterContent(Map<String, String> clientProperties, Topics topics) {
    this.clientProperties = Map.copyOf(clientProperties);
    this.topics = topics;
  }

  Reading read(DeadLetter letter) {
    if (letter.getValue() == null) {
      return new Reading(Optional.empty(), Optional.of("there is no value in the letter."));
    }
    return topics.inputs().stream()
        .filter(topic -> topic.name().equals(letter.getTopic()))
        .findFirst()
        .map(topic -> read(topic, letter))
        .orElseGet(
            () ->
                new Reading(
                    Optional.empty(),
                    Optional.of("its topic is none of the application's inputs.")));
  }

  private <V extends SpecificRecord> Reading read(Topic<V> topic, DeadLetter letter) {
    try (AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType())) {
      values.configure(clientProperties, false);
      V event = values.deserialize(topic.name(), bytes(letter.getValue()));
      return new Reading(Optional.of(event), EventRules.problem(text(letter.getKey()), event));
    } catch (DecodingException e) {
      return new Reading(Optional.empty(), Optional.of(e.reason() + ": " + e.getMessage()));
    }
  }

  static String text(ByteBuffer bytesOrNull) {
    return bytesOrNull == null
        ? null
        : StandardCharsets.UTF_8.decode(bytesOrNull.duplicate()).toString();
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
