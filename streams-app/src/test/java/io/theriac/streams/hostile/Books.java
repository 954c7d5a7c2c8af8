package io.theriac.streams.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.streams.testing.Ward;
import java.util.List;

/** Holds that every record is accounted for: in = applied + superseded + duplicates + set aside. */
final class Books {

  private final Ward ward;
  private double seen;
  private double setAside;

  Books(Ward ward) {
    this.ward = ward;
    seen = ward.sum("theriac.records.in");
    setAside = ward.sum("theriac.dead.letters");
  }

  /**
   * Balances the counters after so many more records were sent, and the dead letters on the topic
   * with their count.
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
                + dead)
        .as("applied, superseded, duplicates and dead letters")
        .isEqualTo(in);
    seen = in;
    setAside = dead;
    return letters;
  }
}
