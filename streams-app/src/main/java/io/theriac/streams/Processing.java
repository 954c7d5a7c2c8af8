package io.theriac.streams;

import io.theriac.streams.config.UserError;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;

/** Says in an operator's words what Kafka Streams says in its own. */
final class Processing {

  /** What Kafka Streams says, by message alone, of a state directory that is locked. */
  private static final String LOCKED = "multiple instances of Kafka Streams";

  private Processing() {}

  /**
   * Kafka Streams, not started yet.
   *
   * @throws UserError if another instance has the state directory
   */
  static KafkaStreams of(Topology topology, Properties properties, Path stateDir) {
    try {
      return new KafkaStreams(topology, properties);
    } catch (StreamsException e) {
      if (e.getMessage() != null && e.getMessage().contains(LOCKED)) {
        throw new UserError(
            "Another application has its state in %s: end it, or give this one a directory of its own with state.dir (--set state.dir=DIR)."
                .formatted(stateDir),
            e);
      }
      throw e;
    }
  }

  /** A state as a sentence goes on after "processing is". */
  static String describe(KafkaStreams.State state) {
    return state == KafkaStreams.State.REBALANCING
        ? "REBALANCING: partitions are assigned and their state restored; after a crash the group waits until the session of the instance that died has run out, unless instance.id is set."
        : state + ".";
  }
}
