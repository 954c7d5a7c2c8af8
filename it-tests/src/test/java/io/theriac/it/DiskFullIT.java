package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.theriac.local.chaos.Application;
import io.theriac.local.chaos.CheckedRun;
import io.theriac.local.chaos.Instance;
import io.theriac.schemas.admin.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the state is full for a while: nothing is lost, and why it stopped can be read. */
@Tag("soak")
class DiskFullIT {

  /** So that RocksDB writes to the disk soon. */
  private static final Map<String, String> LITTLE_MEMORY = Map.of("rocksdb.memory.mb", "32");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void shouldGoOnWhereItStoppedWhenThereIsSpaceAgain() throws Exception {
    Path state = Files.createDirectories(directory.resolve("one").resolve("state"));
    assumeThat(SmallDisk.mayMount()).as("only root may mount a small disk").isTrue();
    try (SmallDisk disk = SmallDisk.mount(state, "200m");
        CheckedRun run = run();
        Instance instance = application().instance("one", LITTLE_MEMORY)) {
      instance.start();
      run.serveModel(instance);
      run.start(60_000, 2_000);
      await().atMost(LIMIT).until(() -> events(instance) > 2_000);

      disk.fill();
      await().atMost(LIMIT).until(() -> hasStopped(instance));
      assertThat(instance.process().isAlive()).isTrue();
      assertThat(log()).containsIgnoringCase("no space left");
      disk.free();

      assertThat(run.faultsAtTheEnd(instance)).isEmpty();
      assertThat(run.outputs().recommendations()).isNotEmpty();
    }
  }

  private Application application() {
    return new Application(SharedStack.clients(), "disk", directory);
  }

  private CheckedRun run() {
    return new CheckedRun(application().provisioned(TopicSettings.singleBroker()), 5);
  }

  private static double events(Instance instance) {
    return instance.process().metric("theriac_events_total").orElse(0);
  }

  private static boolean hasStopped(Instance instance) {
    return instance.process().metric("theriac_threads_replaced_total").orElse(0) > 0;
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("one").resolve("application.log"));
  }
}
