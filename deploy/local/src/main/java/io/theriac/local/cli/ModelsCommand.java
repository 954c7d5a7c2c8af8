package io.theriac.local.cli;

import io.theriac.local.ui.ModelDiff;
import io.theriac.local.ui.ModelList;
import io.theriac.local.ui.ModelPage;
import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ArtifactFacts;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.trainer.ModelDecisions;
import io.theriac.trainer.ReleaseLog;
import io.theriac.trainer.ReleaseReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the versions of a model and decides which one serves. */
@Command(
    name = "models",
    description = {
      "The versions of a model: see how they do, and decide which one serves.",
      "Every decision is a record on theriac.model-releases; applications follow it within seconds.",
      "docs/model-operations.md says what each one does."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./theriac models list",
      "  ./theriac models diff 20261124T003410Z-fcc8f75c 20261127T162011Z-0a41c2d9",
      "  ./theriac models canary 20261127T162011Z-0a41c2d9 --share 0.1",
      "  ./theriac models rollback --reason 'too many anticoagulants'"
    })
final class ModelsCommand {

  @Spec private CommandSpec spec;

  /** Who decides about what. */
  static final class Decision {
    @Mixin private Connection connection;
    @Mixin private ModelName model;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "Why: it is kept with the decision. No patient data.")
    private String reason;
  }

  @Command(name = "list", description = "All versions, the one decided last first.")
  int list(@Mixin Connection connection, @Mixin ModelName model) {
    new ModelList(out()).print(model.name(), book(connection, model));
    return 0;
  }

  @Command(
      name = "show",
      description =
          "One version whole: decision, evidence of the gate, metrics, what it learnt from.")
  int show(
      @Mixin Connection connection,
      @Mixin ModelName model,
      @Mixin ModelStore store,
      @Parameters(
              paramLabel = "VERSION",
              arity = "0..1",
              description = "Default: the one that serves.")
          String version) {
    ModelDecisions decisions = decisions(model, book(connection, model));
    ModelRelease release = version == null ? decisions.serving() : decisions.known(version);
    ModelPage page = new ModelPage(out());
    page.print(release);
    facts(store, release).ifPresent(page::print);
    return 0;
  }

  @Command(name = "diff", description = "Two versions side by side: metrics, settings, codes.")
  int diff(
      @Mixin Connection connection,
      @Mixin ModelName model,
      @Mixin ModelStore store,
      @Parameters(paramLabel = "VERSION", description = "One version.") String one,
      @Parameters(
              paramLabel = "OTHER",
              arity = "0..1",
              description = "Another one (default: the one that serves).")
          String other) {
    ModelDecisions decisions = decisions(model, book(connection, model));
    ModelRelease first = decisions.known(one);
    ModelRelease second = other == null ? decisions.serving() : decisions.known(other);
    ModelDiff diff = new ModelDiff(out());
    diff.print(first, second);
    Optional<ArtifactFacts> ofFirst = facts(store, first);
    Optional<ArtifactFacts> ofSecond = facts(store, second);
    if (ofFirst.isPresent() && ofSecond.isPresent()) {
      diff.print(ofFirst.get(), ofSecond.get());
    }
    return 0;
  }

  @Command(name = "promote", description = "Serve this version from now on.")
  int promote(
      @Mixin Decision decision,
      @Parameters(paramLabel = "VERSION", description = "A candidate, or one served before.")
          String version,
      @Option(names = "--pin", description = "And let no training replace it.") boolean pin) {
    return decide(decision, "Promoted by hand.", (d, reason) -> d.promote(version, pin, reason));
  }

  @Command(
      name = "rollback",
      description = "Take the serving version back, and serve the active one decided before it.")
  int rollback(
      @Mixin Decision decision,
      @Option(names = "--to", paramLabel = "VERSION", description = "Serve this one instead.")
          String to,
      @Option(names = "--pin", description = "And let no training replace it.") boolean pin) {
    return decide(
        decision,
        "Rolled back by hand.",
        (d, reason) -> d.rollback(Optional.ofNullable(to), pin, reason));
  }

  @Command(
      name = "pin",
      description = "Let no training replace the serving version: better ones stay candidates.")
  int pin(@Mixin Decision decision) {
    return decide(decision, "Pinned by hand.", (d, reason) -> d.pin(true, reason));
  }

  @Command(name = "unpin", description = "Let trainings replace the serving version again.")
  int unpin(@Mixin Decision decision) {
    return decide(decision, "Unpinned by hand.", (d, reason) -> d.pin(false, reason));
  }

  @Command(
      name = "shadow",
      description = {
        "Let a candidate score live visits beside the active model.",
        "Its output goes to theriac.shadow-recommendations, where nobody acts on it."
      })
  int shadow(
      @Mixin Decision decision,
      @Parameters(paramLabel = "VERSION", description = "A candidate.") String version,
      @Option(
              names = "--share",
              paramLabel = "SHARE",
              defaultValue = "1",
              description = "Of the patients, above 0 and at most 1 (default: ${DEFAULT-VALUE}).")
          double share) {
    return decide(
        decision,
        "Tried in shadow by hand.",
        (d, reason) -> d.trial(version, TrialMode.SHADOW, share, reason));
  }

  @Command(
      name = "canary",
      description = "Let a candidate recommend for a share of the patients, for everybody to see.")
  int canary(
      @Mixin Decision decision,
      @Parameters(paramLabel = "VERSION", description = "A candidate.") String version,
      @Option(
              names = "--share",
              paramLabel = "SHARE",
              defaultValue = "0.05",
              description = "Of the patients, above 0 and at most 1 (default: ${DEFAULT-VALUE}).")
          double share) {
    return decide(
        decision,
        "Tried as a canary by hand.",
        (d, reason) -> d.trial(version, TrialMode.CANARY, share, reason));
  }

  @Command(name = "stop-trial", description = "End the trial that runs.")
  int stopTrial(@Mixin Decision decision) {
    return decide(decision, "Trial stopped by hand.", ModelDecisions::stopTrial);
  }

  /** Makes decisions. */
  @FunctionalInterface
  private interface Choice {
    List<ModelRelease> make(ModelDecisions decisions, String reason);
  }

  private int decide(Decision decision, String usualReason, Choice choice) {
    Map<String, String> clients = decision.connection.clientProperties();
    String reason = decision.reason == null ? usualReason : decision.reason;
    try (ReleaseLog log = ReleaseLog.open(decision.connection.topics().modelReleases(), clients)) {
      ReleaseBook book = log.book(decision.model.name());
      List<ModelRelease> made = choice.make(decisions(decision.model, book), reason);
      log.publish(made);
      made.forEach(each -> out().println(ModelList.sentence(each)));
      if (endsPin(book, made)) {
        out().println("The pin has ended: the next training may replace what serves now.");
      }
      return 0;
    }
  }

  private static boolean endsPin(ReleaseBook book, List<ModelRelease> made) {
    return book.serving().filter(ModelRelease::getPinned).isPresent()
        && made.stream().anyMatch(each -> each.getStatus() == ReleaseStatus.ACTIVE)
        && made.stream().noneMatch(ModelRelease::getPinned);
  }

  private static ModelDecisions decisions(ModelName model, ReleaseBook book) {
    return new ModelDecisions(model.name(), book, Clock.systemUTC());
  }

  private static ReleaseBook book(Connection connection, ModelName model) {
    Map<String, String> clients = connection.clientProperties();
    return new ReleaseReader(connection.topics().modelReleases(), clients).book(model.name());
  }

  /** What the artifact says; nothing, and a line about it, if it cannot be read here. */
  private Optional<ArtifactFacts> facts(ModelStore store, ModelRelease release) {
    try (ArtifactStore artifacts = store.openToRead()) {
      return Optional.of(
          ArtifactFacts.read(artifacts.fetch(release.getArtifactUri(), release.getSha256())));
    } catch (IOException | ArtifactException e) {
      out().printf("The artifact cannot be read here: %s%n", e.getMessage());
      return Optional.empty();
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
