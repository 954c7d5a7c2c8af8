package io.theriac.local.cli;

import io.theriac.local.deadletter.LetterFilter;
import io.theriac.local.deadletter.Spans;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.streams.deadletter.RecordPosition;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterChoice {

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only of this reason: ${COMPLETION-CANDIDATES}. May be repeated.")
  private Set<DeadLetterReason> reasons = Set.of();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only from this topic. May be repeated.")
  private Set<String> topics = Set.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those set aside since then: 90m, 36h, 14d, or 2026-01-31T03:00:00Z.")
  private String since;

  /**
   * The choice as a filter.
   *
   * @param positions of records; none leaves none out
   * @throws WrongOptionException if a topic, time or position is none
   */
  LetterFilter filter(Topics known, List<String> positions, Clock clock) {
    topics.forEach(topic -> requireInput(known, topic));
    return new LetterFilter(
        Set.copyOf(positions.stream().map(LetterChoice::position).toList()),
        reasons,
        topics,
        Optional.ofNullable(since).map(text -> time(text, clock)));
  }

  static RecordPosition position(String text) {
    return RecordPosition.parse(text)
        .orElseThrow(
            () ->
                new WrongOptionException(
                    "'%s' is no position: write TOPIC-PARTITION@OFFSET as 'dead-letters list' does, for example clinical.labs-3@5."
                        .formatted(text)));
  }

  private static Instant time(String text, Clock clock) {
    Optional<Instant> ago = Spans.parse(text).map(span -> clock.instant().minus(span));
    try {
      return ago.orElseGet(() -> Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new WrongOptionException(
          "--since is '%s': give a span such as 90m, 36h or 14d, or a time such as 2026-01-31T03:00:00Z."
              .formatted(text));
    }
  }

  private static void requireInput(Topics known, String topic) {
    List<String> names = known.inputs().stream().map(Topic::name).toList();
    if (!names.contains(topic)) {
      throw new WrongOptionException(
          "--topic is '%s', which is none of the application's inputs; they are %s."
              .formatted(topic, String.join(", ", names)));
    }
  }
}
