package io.theriac.model.net;

import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import java.util.Arrays;
import java.util.Map;

/**
 * The values of a trained network, to begin the training of another one with. The vocabularies may
 * differ: what belongs to a code goes with the code, what belongs to a code that the trained
 * network does not know starts fresh. What is counted on the training visits stays as counted.
 */
public final class WarmStart {

  /** Which axis of a parameter is indexed by what. */
  private enum Axis {
    PLAIN,
    DIAGNOSIS,
    PROCEDURE,
    CODE,
    MEDICATION
  }

  /**
   * Its directions are those of the singular vectors it started from, so a fresh row would point
   * anywhere: rows of unknown codes start at zero.
   */
  private static final String LATENT_CODES = "latent.codes";

  /** The parameters with an axis of codes; all others have none. */
  private static final Map<String, Axis[]> AXES =
      Map.ofEntries(
          axes("base", Axis.MEDICATION),
          axes("trunk.codes.diagnoses.embedding", Axis.DIAGNOSIS, Axis.PLAIN),
          axes("trunk.codes.procedures.embedding", Axis.PROCEDURE, Axis.PLAIN),
          axes("trunk.codes.medications.embedding", Axis.MEDICATION, Axis.PLAIN),
          axes("head.weight", Axis.MEDICATION, Axis.PLAIN),
          axes("head.bias", Axis.MEDICATION),
          axes("demographics.age", Axis.PLAIN, Axis.MEDICATION),
          axes("demographics.sex", Axis.PLAIN, Axis.MEDICATION),
          axes("wide.deviation", Axis.CODE, Axis.MEDICATION),
          axes("wide.persistence", Axis.CODE),
          axes("status.offset", Axis.PLAIN, Axis.MEDICATION),
          axes("softMax.amount", Axis.MEDICATION),
          axes(LATENT_CODES, Axis.CODE, Axis.PLAIN),
          axes("latent.history", Axis.MEDICATION, Axis.PLAIN),
          axes("latent.out", Axis.PLAIN, Axis.MEDICATION),
          axes("table.deviation", Axis.MEDICATION, Axis.MEDICATION),
          axes("history.gates", Axis.PLAIN, Axis.MEDICATION),
          axes("elapsed.gap", Axis.PLAIN, Axis.MEDICATION),
          axes("elapsed.course", Axis.PLAIN, Axis.MEDICATION),
          axes("field.strength", Axis.MEDICATION, Axis.MEDICATION));

  /** Molecules have numbers, not names. */
  private static final String MOLECULES = "trunk.codes.molecules.embedding";

  private final String source;
  private final Network trained;
  private final int[] diagnoses;
  private final int[] procedures;
  private final int[] medications;

  /** How many codes of a vocabulary the trained network knew, of how many. */
  public record Known(int codes, int of) {

    @Override
    public String toString() {
      return codes + " of " + of;
    }
  }

  /**
   * A start from a trained network.
   *
   * @param source what the network is, by hash
   * @param trained the caller closes it when the new network's training is over
   * @param before vocabularies of the trained network
   * @param now vocabularies of the network to train
   */
  public WarmStart(String source, Network trained, Vocabularies before, Vocabularies now) {
    this.source = source;
    this.trained = trained;
    diagnoses = places(before.diagnoses(), now.diagnoses());
    procedures = places(before.procedures(), now.procedures());
    medications = places(before.medications(), now.medications());
  }

  /** What the trained network is, by hash. */
  public String source() {
    return source;
  }

  public Known diagnoses() {
    return known(diagnoses);
  }

  public Known procedures() {
    return known(procedures);
  }

  public Known medications() {
    return known(medications);
  }

  /** Puts the trained values into a network whose vocabularies are the new ones. */
  public void into(Network network) {
    Map<String, float[]> from = trained.snapshot();
    Map<String, float[]> values = network.snapshot();
    for (NetworkParameter parameter : network.parameters()) {
      String name = parameter.name();
      if (parameter.group() == ParameterGroup.FIXED || !from.containsKey(name)) {
        continue;
      }
      long[] to = parameter.array().getShape().getShape();
      long[] of = trained.array(name).getShape().getShape();
      int[][] places = places(name, network, to, of);
      if (places != null) {
        if (name.equals(LATENT_CODES)) {
          Arrays.fill(values.get(name), 0);
        }
        carry(places, 0, from.get(name), 0, of, values.get(name), 0);
      }
    }
    network.restore(values);
  }

  /** Where along each axis the old values of the new places are; null if nothing fits. */
  private int[][] places(String name, Network network, long[] to, long[] of) {
    if (to.length != of.length || (name.equals(MOLECULES) && !sameMolecules(network))) {
      return null;
    }
    Axis[] axes = AXES.getOrDefault(name, new Axis[0]);
    int[][] places = new int[to.length][];
    for (int i = 0; i < to.length; i++) {
      Axis axis = i < axes.length ? axes[i] : Axis.PLAIN;
      if (axis == Axis.PLAIN && to[i] != of[i]) {
        return null;
      }
      places[i] = places(axis, Math.toIntExact(to[i]), network.shape());
    }
    return places;
  }

  private int[] places(Axis axis, int size, NetworkShape shape) {
    int[] places = new int[size];
    Arrays.setAll(
        places,
        i ->
            switch (axis) {
              case PLAIN -> i;
              case DIAGNOSIS -> old(diagnoses, i);
              case PROCEDURE -> old(procedures, i);
              case MEDICATION -> old(medications, i);
              case CODE -> oldCode(i, shape.diagnoses());
            });
    return places;
  }

  private int oldCode(int code, int diagnosesNow) {
    if (code < diagnosesNow) {
      return old(diagnoses, code);
    }
    int procedure = old(procedures, code - diagnosesNow);
    return procedure < 0 ? -1 : trained.shape().diagnoses() + procedure;
  }

  /** An empty vocabulary keeps one row, which no code is at. */
  private static int old(int[] places, int index) {
    return index < places.length ? places[index] : -1;
  }

  private boolean sameMolecules(Network network) {
    return Arrays.deepEquals(
        trained.tables().molecules().byMedication(), network.tables().molecules().byMedication());
  }

  private static void carry(
      int[][] places, int axis, float[] from, int fromStart, long[] of, float[] to, int toStart) {
    if (axis == places.length) {
      to[toStart] = from[fromStart];
      return;
    }
    for (int i = 0; i < places[axis].length; i++) {
      if (places[axis][i] >= 0) {
        int fromNext = fromStart * Math.toIntExact(of[axis]) + places[axis][i];
        int toNext = toStart * places[axis].length + i;
        carry(places, axis + 1, from, fromNext, of, to, toNext);
      }
    }
  }

  private static int[] places(Vocabulary before, Vocabulary now) {
    return now.codes().stream().mapToInt(code -> before.index(code).orElse(-1)).toArray();
  }

  private static Known known(int[] places) {
    return new Known((int) Arrays.stream(places).filter(i -> i >= 0).count(), places.length);
  }

  private static Map.Entry<String, Axis[]> axes(String name, Axis... axes) {
    return Map.entry(name, axes);
  }
}
