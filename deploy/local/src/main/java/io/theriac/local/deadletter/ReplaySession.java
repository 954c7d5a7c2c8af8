package io.theriac.local.deadletter;

import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetterReplay;
import io.theriac.schemas.serde.AvroSerializer;
import java.time.Clock;
import java.util.Map;

/** Replays the dead letters of one application on a real broker. */
public final class ReplaySession implements AutoCloseable {

  private final Map<String, String> clientProperties;
  private final Topics topics;
  private final OriginalRecords originals;
  private final AvroSerializer<DeadLetterReplay> marks = new AvroSerializer<>();
  private final Replay replay;

  private ReplaySession(Map<String, String> clientProperties, Topics topics, Clock clock) {
    this.clientProperties = clientProperties;
    this.topics = topics;
    originals = OriginalRecords.connect(clientProperties);
    marks.configure(clientProperties, false);
    replay =
        new Replay(
            new DeadLetterBox(clientProperties, topics),
            new ReplayRecords(topics, marks, originals, clock));
  }

  /**
   * @param clientProperties addresses and security of the clients
   */
  public static ReplaySession connect(
      Map<String, String> clientProperties, Topics topics, Clock clock) {
    return new ReplaySession(clientProperties, topics, clock);
  }

  /** See {@link Replay#run}. */
  public ReplayReport run(LetterFilter chosen) {
    try (ReplayWriter writer = ReplayWriter.connect(clientProperties, topics)) {
      return replay.run(chosen, writer);
    }
  }

  /** See {@link Replay#rehearse}. */
  public ReplayReport rehearse(LetterFilter chosen) {
    return replay.rehearse(chosen);
  }

  @Override
  public void close() {
    originals.close();
    marks.close();
  }
}
