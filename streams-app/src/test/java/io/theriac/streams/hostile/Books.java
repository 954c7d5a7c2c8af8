package io.theriac.streams.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.streams.testing.Ward;
import java.util.List;

/**
 * Holds that every record is accounted for: clinical ones in = applied + superseded + duplicates +
 * set aside; messages between patient keys sent = in = taken + set aside.
 */
final class Books {

  private final Ward ward;
  private double seen;
  private double setAside;
  private double strangeMoves;

  Books(Ward ward) {
    this.ward = ward;
    seen = ward.sum("theriac.records.in");
    setAside = ward.sum("theriac.dead.letters");
  }

  /**
   * Balances the counters after so many more clinical records were sent, and the dead letters on
   * the topic with their count.
   */
  List<DeadLetter> shouldBalanceAfter(int sent) {
    List<DeadLetter> letters = ward.deadLetters();
    double in = ward.sum("theriac.records.in");
    double dead = ward.sum("theriac.dead.letters");
    assertThat(in - seen).as("records in").isEqualTo(sent);
    assertThat(dead - setAside).as("dead letters").isEqualTo(letters.size());
    assertThat(
            ward.sum("theriac.records.applied")
                + ward.sum("theriac.records.superseded")
                + ward.sum("theriac.duplicates")
                + ward.sum("theriac.dead.letters", "of", "event"))
        .as("applied, superseded, duplicates and dead letters")
        .isEqualTo(in);
    double moves = ward.sum("theriac.patient.moves.in");
    assertThat(ward.sum("theriac.patient.moves.sent") + strangeMoves)
        .as("messages sent")
        .isEqualTo(moves);
    assertThat(
            ward.sum("theriac.patient.moves.taken")
                + ward.sum("theriac.dead.letters", "of", "move"))
        .as("messages taken and set aside")
        .isEqualTo(moves);
    seen = in;
    setAside = dead;
    return letters;
  }

  /** As above, after a message between patient keys that is none of the application's. */
  List<DeadLetter> shouldBalanceAfterAStrangeMove() {
    strangeMoves++;
    return shouldBalanceAfter(0);
  }
}
