package io.theriac.local.deadletter;

import io.theriac.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts records back together with their marks, in transactions of one transactional id: opening it
 * ends whatever a replay before it left unfinished, and stops one that still runs. So marks read
 * afterwards are all there are.
 */
public final class ReplayWriter implements AutoCloseable {

  private static final int LARGEST_REQUEST = 64 << 20;
  private static final int BLOCK_MS = 30_000;

  private final Producer<byte[], byte[]> producer;

  ReplayWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * @param clientProperties addresses and security of the clients
   */
  public static ReplayWriter connect(Map<String, String> clientProperties, Topics topics) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.deadLetterReplays().name());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
    return new ReplayWriter(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Makes this the only writer, and all transactions before it whole or void. */
  void open() {
    producer.initTransactions();
  }

  /**
   * Commits all of them or none.
   *
   * @throws NotReplayableException if the topic takes no record that large; nothing was written
   * @throws IllegalStateException if it cannot be done, saying what holds of these letters
   */
  void write(List<PreparedReplay> letters) {
    producer.beginTransaction();
    try {
      for (PreparedReplay letter : letters) {
        producer.send(letter.record());
        producer.send(letter.mark());
      }
      producer.flush();
    } catch (KafkaException e) {
      abort(letters, e);
    }
    commit(letters);
  }

  private void commit(List<PreparedReplay> letters) {
    try {
      producer.commitTransaction();
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "The broker did not say whether the last %d letters are committed: run the replay again, what was put back is left out."
              .formatted(letters.size()),
          e);
    } catch (KafkaException e) {
      abort(letters, e);
    }
  }

  private void abort(List<PreparedReplay> letters, KafkaException failure) {
    if (isCausedBy(failure, ProducerFencedException.class)
        || isCausedBy(failure, InvalidProducerEpochException.class)) {
      throw new IllegalStateException(
          "Another replay of these dead letters has begun and stopped this one: of the last %d letters none was put back by this one."
              .formatted(letters.size()),
          failure);
    }
    producer.abortTransaction();
    if (isCausedBy(failure, RecordTooLargeException.class)) {
      throw new NotReplayableException(
          "Its topic takes no record that large, with the mark of the replay: raise max.message.bytes of the topic a little.",
          failure);
    }
    throw new IllegalStateException(
        "The last %d letters were not put back: %s".formatted(letters.size(), root(failure)),
        failure);
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }

  @Override
  public void close() {
    producer.close();
  }
}
