package io.theriac.streams.backtest.output;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.streams.config.UserError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The topics that a backtest writes: those of the application under a prefix of the run's own.
 *
 * <p>They can never be live ones: that is checked here, and nothing else in a backtest writes to a
 * topic.
 */
public final class OutputTopics {

  /** Stands in the prefix of all of them, so that nobody takes one for a live one. */
  public static final String MARK = "backtest.";

  private final Topics live;
  private final Topics own;

  private OutputTopics(Topics live, Topics own) {
    this.live = live;
    this.own = own;
  }

  /**
   * The topics under a prefix.
   *
   * @throws UserError if one of them could be a live one
   */
  public static OutputTopics under(String prefix, Topics live) {
    if (!prefix.contains(MARK)) {
      throw new UserError(
          "Output topics under '%s' could be taken for live ones: a backtest writes only under a prefix that contains '%s'."
              .formatted(prefix, MARK));
    }
    OutputTopics topics = new OutputTopics(live, Topics.withPrefix(prefix));
    Set<String> shared = new HashSet<>(names(live));
    shared.addAll(names(Topics.standard()));
    shared.retainAll(names(topics.own));
    if (!shared.isEmpty()) {
      throw new UserError(
          "Output topic %s is one of the live application's: a backtest never writes there; give another --name."
              .formatted(shared.iterator().next()));
    }
    return topics;
  }

  private static List<String> names(Topics topics) {
    return topics.all().stream().map(Topic::name).toList();
  }

  /** What is written: recommendations, alerts, closed visits and dead letters. */
  public List<Topic<?>> all() {
    return List.of(own.recommendations(), own.ddiAlerts(), own.visits(), own.deadLetters());
  }

  /** The live topics whose place they take, in the same order. */
  public List<Topic<?>> replaced() {
    List<Topic<?>> replaced = new ArrayList<>();
    replaced.add(live.recommendations());
    replaced.add(live.ddiAlerts());
    replaced.add(live.visits());
    replaced.add(live.deadLetters());
    return replaced;
  }
}
