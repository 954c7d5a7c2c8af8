package io.theriac.local.deadletter;

import io.theriac.local.topic.TopicReader;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.schemas.serde.AvroDeserializer;
import io.theriac.schemas.serde.DecodingException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** The dead letters of one application and what was replayed of them, as committed. */
public final class DeadLetterBox implements LetterSource {

  private final Map<String, String> clientProperties;
  private final Topics topics;

  /**
   * @param clientProperties addresses and security of the clients
   */
  public DeadLetterBox(Map<String, String> clientProperties, Topics topics) {
    this.clientProperties = Map.copyOf(clientProperties);
    this.topics = topics;
  }

  @Override
  public void forEach(Consumer<DeadLetter> each) {
    read(topics.deadLetters(), each);
  }

  @Override
  public ReplayMarks marks() {
    ReplayMarks marks = new ReplayMarks();
    read(topics.deadLetterReplays(), (DeadLetterReplay replay) -> marks.add(replay));
    return marks;
  }

  /**
   * Reads a topic up to its end as it is now.
   *
   * @throws IllegalStateException if a record is none of the topic's: these topics are ours alone
   */
  private <V extends SpecificRecord> void read(Topic<V> topic, Consumer<V> each) {
    try (TopicReader reader = new TopicReader(clientProperties, topic.name());
        AvroDeserializer<V> values = new AvroDeserializer<>(topic.valueType())) {
      values.configure(clientProperties, false);
      reader
          .fromBeginning()
          .readToEnd(
              record -> {
                V value = values.deserialize(topic.name(), record.value());
                if (value != null) {
                  each.accept(value);
                }
                return true;
              });
    } catch (DecodingException e) {
      throw new IllegalStateException(
          "%s holds a record that is none of ours (%s) See who else writes to it."
              .formatted(topic.name(), e.getMessage()),
          e);
    }
  }
}
