package io.theriac.local.deadletter;

import io.theriac.local.deadletter.ReplayReport.Refusal;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.streams.deadletter.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts dead letters back on their topics, each record once however often it is asked for: a record
 * and the mark that it was put back commit together, and a marked record is left out. Memory holds
 * one transaction, however many letters there are.
 */
public final class Replay {

  private static final int LETTERS_A_TRANSACTION = 200;
  private static final int BYTES_A_TRANSACTION = 8 << 20;

  private final LetterSource letters;
  private final ReplayRecords records;
  private final Map<String, Long> replayed = new TreeMap<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final List<PreparedReplay> batch = new ArrayList<>();
  private long before;
  private int batchBytes;

  public Replay(LetterSource letters, ReplayRecords records) {
    this.letters = letters;
    this.records = records;
  }

  /**
   * Puts back the chosen letters.
   *
   * @throws IllegalStateException if the broker fails meanwhile; what was committed stays, and
   *     running it again puts back the rest
   */
  public ReplayReport run(LetterFilter chosen, ReplayWriter writer) {
    // First of all: only then are the marks complete.
    writer.open();
    return over(chosen, batch -> write(batch, writer));
  }

  /** Says what {@link #run} would do, and changes nothing. */
  public ReplayReport rehearse(LetterFilter chosen) {
    return over(chosen, batch -> batch.forEach(this::count));
  }

  private interface Sink {
    void accept(List<PreparedReplay> batch);
  }

  private ReplayReport over(LetterFilter chosen, Sink sink) {
    ReplayMarks marks = letters.marks();
    letters.forEach(
        letter -> {
          if (chosen.test(letter)) {
            take(letter, marks);
            if (batch.size() >= LETTERS_A_TRANSACTION || batchBytes >= BYTES_A_TRANSACTION) {
              empty(sink);
            }
          }
        });
    empty(sink);
    return new ReplayReport(replayed, before, refused);
  }

  private void take(DeadLetter letter, ReplayMarks marks) {
    if (!marks.add(letter)) {
      before++;
      return;
    }
    try {
      PreparedReplay prepared = records.of(letter);
      batch.add(prepared);
      batchBytes += prepared.bytes();
    } catch (NotReplayableException e) {
      refused.add(new Refusal(RecordPosition.of(letter), e.getMessage()));
    }
  }

  private void empty(Sink sink) {
    if (!batch.isEmpty()) {
      sink.accept(List.copyOf(batch));
      batch.clear();
      batchBytes = 0;
    }
  }

  /** All at once; one by one if one of them stands in the way of the others. */
  private void write(List<PreparedReplay> together, ReplayWriter writer) {
    try {
      writer.write(together);
      together.forEach(this::count);
    } catch (NotReplayableException e) {
      if (together.size() > 1) {
        together.forEach(alone -> write(List.of(alone), writer));
      } else {
        refused.add(new Refusal(together.get(0).position(), e.getMessage()));
      }
    }
  }

  private void count(PreparedReplay letter) {
    replayed.merge(letter.position().topic(), 1L, Long::sum);
  }
}
