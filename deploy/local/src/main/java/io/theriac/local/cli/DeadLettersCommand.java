package io.theriac.local.cli;

import io.theriac.local.deadletter.DeadLetterBox;
import io.theriac.local.deadletter.LetterContent;
import io.theriac.local.deadletter.LetterFilter;
import io.theriac.local.deadletter.LetterList;
import io.theriac.local.deadletter.LetterPage;
import io.theriac.local.deadletter.LetterSummary;
import io.theriac.local.deadletter.NewestLetters;
import io.theriac.local.deadletter.ReplayMarks;
import io.theriac.local.deadletter.ReplayReport;
import io.theriac.local.deadletter.ReplaySession;
import io.theriac.schemas.Topics;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the records that could not be processed and, after a fix, puts them back. */
@Command(
    name = "dead-letters",
    description = {
      "Records that could not be processed: see what they are, and put them back after a fix.",
      "docs/dead-letters.md says what each reason means and what to do."
    },
    synopsisSubcommandLabel = "list|show|replay",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac dead-letters list --since 12h",
      "  ./theriac dead-letters show clinical.labs-3@5",
      "  ./theriac dead-letters replay --reason UNKNOWN_SCHEMA --dry-run",
      "  ./theriac dead-letters replay clinical.labs-3@5"
    })
final class DeadLettersCommand {

  private static final int REFUSALS_SHOWN = 20;

  @Spec private CommandSpec spec;
  private final Clock clock = Clock.systemUTC();

  @Command(
      name = "list",
      description = "Count them by reason and topic, then list the newest. Shows no patient data.")
  int list(
      @Mixin Connection connection,
      @Mixin LetterChoice choice,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "List so many (default: ${DEFAULT-VALUE}).")
          int limit) {
    LetterFilter filter = choice.filter(connection.topics(), List.of(), clock);
    DeadLetterBox box = new DeadLetterBox(connection.clientProperties(), connection.topics());
    ReplayMarks marks = box.marks();
    LetterSummary summary = new LetterSummary();
    NewestLetters newest = new NewestLetters(Math.max(0, limit));
    box.forEach(
        letter -> {
          if (filter.test(letter)) {
            summary.add(letter, marks.holds(letter));
            newest.add(letter, marks.holds(letter));
          }
        });
    if (summary.letters() == 0) {
      out().println("No dead letters" + (filter.isAll() ? "." : " of this choice."));
    } else {
      new LetterList(out(), clock.instant()).print(summary, newest);
    }
    return 0;
  }

  @Command(name = "show", description = "Show one dead letter whole.")
  int show(
      @Mixin Connection connection,
      @Parameters(
              paramLabel = "POSITION",
              description = "Where its record stood: TOPIC-PARTITION@OFFSET.")
          String position,
      @Option(
              names = "--reveal",
              description = "Print key, headers and content too: THEY MAY HOLD PATIENT DATA.")
          boolean reveal) {
    LetterFilter filter = LetterFilter.at(LetterChoice.position(position));
    Map<String, String> properties = connection.clientProperties();
    DeadLetterBox box = new DeadLetterBox(properties, connection.topics());
    ReplayMarks marks = box.marks();
    LetterContent content = new LetterContent(properties, connection.topics());
    LetterPage page = new LetterPage(out(), content, clock.instant(), reveal);
    if (reveal) {
      err().println("theriac: what follows may hold patient data; it is not logged.");
    }
    int[] shown = {0};
    box.forEach(
        letter -> {
          if (filter.test(letter)) {
            page.print(letter, marks.holds(letter));
            shown[0]++;
          }
        });
    if (shown[0] == 0) {
      throw new IllegalArgumentException(
          "There is no dead letter of %s: see 'dead-letters list'.".formatted(position));
    }
    return 0;
  }

  @Command(
      name = "replay",
      description = {
        "Put dead letters back on their topics as they were received, each once, marked as replayed.",
        "What was put back before is left out, so repeating it is safe."
      })
  int replay(
      @Mixin Connection connection,
      @Mixin LetterChoice choice,
      @Parameters(
              paramLabel = "POSITION",
              arity = "0..*",
              description = "Only of these records: TOPIC-PARTITION@OFFSET.")
          List<String> positions,
      @Option(names = "--all", description = "All of them; else choose by position or option.")
          boolean all,
      @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
          boolean dryRun) {
    Topics topics = connection.topics();
    LetterFilter filter = choice.filter(topics, positions == null ? List.of() : positions, clock);
    if (filter.isAll() != all) {
      throw new ParameterException(
          spec.subcommands().get("replay"),
          all
              ? "--all goes with no other choice."
              : "Choose dead letters by position, --reason, --topic or --since, or say --all.");
    }
    try (ReplaySession session =
        ReplaySession.connect(connection.clientProperties(), topics, clock)) {
      return tell(dryRun ? session.rehearse(filter) : session.run(filter), dryRun);
    }
  }

  private int tell(ReplayReport report, boolean dryRun) {
    if (report.foundNone()) {
      err().println("theriac: no dead letters of this choice: see 'dead-letters list'.");
      return 1;
    }
    out()
        .printf(
            "%s %,d %s%n",
            dryRun ? "Would put back" : "Put back",
            report.replayed(),
            report.replayed() == 1 ? "record" : "records");
    new TreeMap<>(report.replayedByTopic())
        .forEach((topic, records) -> out().printf("  %-28s %,9d%n", topic, records));
    if (report.before() > 0) {
      out().printf("Left out %,d that were put back before%n", report.before());
    }
    if (!report.refused().isEmpty()) {
      out().printf("Cannot put back %,d%n", report.refused().size());
      report.refused().stream()
          .limit(REFUSALS_SHOWN)
          .forEach(each -> out().printf("  %s: %s%n", each.position(), each.sentence()));
    }
    return report.refused().isEmpty() ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
