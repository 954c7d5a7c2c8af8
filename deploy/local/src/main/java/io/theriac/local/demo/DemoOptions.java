package io.theriac.local.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a demo does.
 *
 * @param mimic3 directory of MIMIC-III tables instead of the bundled sample
 * @param codeMaps further code maps, on top of the bundled one
 * @param directory data, logs and the summary; emptied at the start
 * @param historyShare share of the events, by time, that is streamed before training
 * @param seed of the training
 * @param keep leaves broker, registry and application running until the demo's process ends
 */
public record DemoOptions(
    Optional<Path> mimic3,
    List<Path> codeMaps,
    Path directory,
    double historyShare,
    int seed,
    boolean keep) {

  public DemoOptions {
    if (!(historyShare > 0 && historyShare < 1)) {
      throw new IllegalArgumentException(
          "--history is %s: give a share between 0 and 1.".formatted(historyShare));
    }
  }
}
