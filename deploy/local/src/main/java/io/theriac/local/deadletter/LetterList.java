package io.theriac.local.deadletter;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * Prints dead letters as an operator reads them: counts first, then a line a letter. No content.
 */
public final class LetterList {

  private final PrintWriter out;
  private final Instant now;

  /**
   * @param now what the letters' age counts to
   */
  public LetterList(PrintWriter out, Instant now) {
    this.out = out;
    this.now = now;
  }

  /** Prints both parts. */
  public void print(LetterSummary summary, NewestLetters newest) {
    out.printf("%-18s  %-28s %9s %9s  %s%n", "REASON", "TOPIC", "LETTERS", "REPLAYED", "FROM TO");
    for (LetterSummary.Group group : summary.groups()) {
      out.printf(
          "%-18s  %-28s %,9d %,9d  %s %s%n",
          group.reason(),
          group.topic(),
          group.letters(),
          group.replayed(),
          seconds(group.first()),
          seconds(group.last()));
    }
    out.println();
    newest.rows().forEach(this::print);
    long older = summary.letters() - newest.rows().size();
    if (older > 0) {
      out.printf("… and %,d older: --limit N shows more of them.%n", older);
    }
    out.flush();
  }

  private void print(NewestLetters.Row row) {
    out.printf(
        "%5s ago  %-18s  %s%s%s%n          %s%n",
        Spans.text(Duration.between(row.failedAt(), now)),
        row.reason(),
        row.position(),
        row.origin().map("  (replay of %s)"::formatted).orElse(""),
        row.replayed() ? "  replayed" : "",
        row.sentence());
  }

  private static Instant seconds(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }
}
