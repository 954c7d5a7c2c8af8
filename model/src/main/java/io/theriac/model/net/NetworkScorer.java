package io.theriac.model.net;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.theriac.model.cohort.EncodedPatient;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores patients' last visits with a network, by any number of threads at once, and leaves no
 * native memory behind. It owns the network.
 */
public final class NetworkScorer implements AutoCloseable {

  private static final int LARGEST_BATCH = 256;

  private final Network network;
  private final EvidenceTables tables;
  private final CompiledNetwork compiled;

  /** Takes over a network whose values no longer change. */
  public NetworkScorer(Network network) {
    this(network, false);
  }

  private NetworkScorer(Network network, boolean byEngine) {
    this.network = network;
    network.freeze();
    this.tables = new EvidenceTables(network);
    boolean cpu = network.manager().getDevice().equals(Device.cpu());
    this.compiled =
        !byEngine && cpu && CompiledNetwork.supports(network.config())
            ? new CompiledNetwork(network, tables)
            : null;
  }

  /** The same, never compiled: it scores with the engine, as on a GPU. */
  public static NetworkScorer withEngine(Network network) {
    return new NetworkScorer(network, true);
  }

  /** The network scored with. */
  public Network network() {
    return network;
  }

  /**
   * Scores the last visit of each patient from its own codes and all that was before it. The last
   * visit's medications are not looked at.
   *
   * @return one result a patient, in the same order
   */
  public List<ScoredVisit> score(List<EncodedPatient> patients) {
    List<VisitWindow> windows =
        patients.stream()
            .map(patient -> VisitWindow.latest(patient, network.config().maxHistory()))
            .toList();
    return compiled == null ? byEngine(windows) : compiled.score(windows);
  }

  /** Scores windows with the engine, as a GPU does and in training. */
  List<ScoredVisit> byEngine(List<VisitWindow> windows) {
    List<ScoredVisit> scored = new ArrayList<>(windows.size());
    for (int from = 0; from < windows.size(); from += LARGEST_BATCH) {
      scored.addAll(batch(windows.subList(from, Math.min(windows.size(), from + LARGEST_BATCH))));
    }
    return scored;
  }

  private List<ScoredVisit> batch(List<VisitWindow> windows) {
    float[] logits;
    float[] before;
    float[] remainder;
    List<AttendedVisits> attended = new ArrayList<>(windows.size());
    try (NDScope scope = new NDScope();
        NDManager manager = network.manager().newSubManager()) {
      scope.suppressNotUsedWarning();
      NDList result = network.forward(network.lastVisits(manager, windows), false);
      logits = result.get(0).toFloatArray();
      before = result.get(1).toFloatArray();
      remainder = result.get(2).toFloatArray();
      addAttended(result, windows, attended);
    }
    List<ScoredVisit> scored = new ArrayList<>(windows.size());
    for (int i = 0; i < windows.size(); i++) {
      scored.add(
          new ScoredVisit(
              windows.get(i).history(),
              tables,
              attended.get(i),
              row(logits, i),
              row(before, i),
              row(remainder, i)));
    }
    return scored;
  }

  private static void addAttended(
      NDList result, List<VisitWindow> windows, List<AttendedVisits> into) {
    if (result.size() == 3) {
      windows.forEach(window -> into.add(AttendedVisits.NONE));
      return;
    }
    int dim = Math.toIntExact(result.get(3).getShape().get(1));
    int visits = Math.toIntExact(result.get(4).getShape().get(1));
    float[] sums = result.get(3).toFloatArray();
    float[] contexts = result.get(4).toFloatArray();
    for (int i = 0; i < windows.size(); i++) {
      float[][] ofVisits = new float[windows.get(i).visits().size() - 1][];
      for (int v = 0; v < ofVisits.length; v++) {
        ofVisits[v] = row(contexts, i * visits + v, dim);
      }
      into.add(new AttendedVisits(row(sums, i, dim), ofVisits));
    }
  }

  private float[] row(float[] all, int i) {
    return row(all, i, network.shape().medications());
  }

  private static float[] row(float[] all, int i, int width) {
    float[] row = new float[width];
    System.arraycopy(all, i * width, row, 0, width);
    return row;
  }

  @Override
  public void close() {
    network.close();
  }
}
