package io.theriac.trainer;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.trainer.loop.TrainedNetwork;
import io.theriac.trainer.loop.TrainingLoop;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches the memory of this process while a network is trained and serves: what native memory
 * leaks shows in the resident set, not in Java's heap. Linux only.
 */
public final class MemorySoak {

  private static final int[] BATCHES = {1, 7, 64};
  private static final int POINTS = 10;
  private static final double MEBI = 1024 * 1024;

  private final Cohort cohort;
  private final NetworkConfig network;
  private final MoleculeTable molecules;

  /**
   * Memory at one moment, after a garbage collection.
   *
   * @param done epochs or inferences until then
   * @param residentMiB resident set of the process, in MiB
   * @param heapMiB used heap, in MiB
   */
  public record Point(int done, double residentMiB, double heapMiB) {

    private static Point after(int done) {
      System.gc();
      Runtime java = Runtime.getRuntime();
      return new Point(done, resident(), (java.totalMemory() - java.freeMemory()) / MEBI);
    }
  }

  public MemorySoak(Cohort cohort, NetworkConfig network, MoleculeTable molecules) {
    this.cohort = cohort;
    this.network = network;
    this.molecules = molecules;
  }

  /** Trains all of the epochs and tells of the memory after each. */
  public TrainedNetwork training(int epochs, Consumer<Point> heard) {
    TrainingOptions.Protocol toTheEnd =
        new TrainingOptions.Protocol(
            TrainingOptions.Samples.PATIENTS,
            TrainingOptions.Keep.LAST,
            TrainingOptions.Schedule.COSINE);
    return new TrainingLoop(network, molecules)
        .run(
            cohort.training(),
            cohort.validation(),
            TrainingOptions.large().withEpochs(epochs).withProtocol(toTheEnd),
            epoch -> heard.accept(Point.after(epoch.epoch())));
  }

  /** Scores visits in batches of changing size and tells of the memory at ten moments. */
  public void inference(NetworkScorer scorer, int inferences, Consumer<Point> heard) {
    List<EncodedPatient> patients = cohort.test().patients();
    int told = 0;
    int done = 0;
    for (int round = 0; done < inferences; round++) {
      List<EncodedPatient> batch = new ArrayList<>();
      int size = Math.min(BATCHES[round % BATCHES.length], inferences - done);
      for (int i = 0; i < size; i++) {
        batch.add(patients.get((done + i) % patients.size()));
      }
      scorer.score(batch).forEach(visit -> visit.probabilities(1));
      done += size;
      if ((long) done * POINTS >= (long) (told + 1) * inferences) {
        told = (int) ((long) done * POINTS / inferences);
        heard.accept(Point.after(done));
      }
    }
  }

  private static double resident() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      throw new IllegalStateException("/proc/self/status has no VmRSS: measure on Linux.");
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/self/status cannot be read: measure on Linux.", e);
    }
  }
}
