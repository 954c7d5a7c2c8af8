package io.theriac.model.causal;

import java.util.Arrays;
import java.util.BitSet;

/** Arrows between the codes of one kind; a visit's own graph is what its codes keep of them. */
public final class CausalGraph {

  private final int[][] targets;
  private final int arrows;

  private CausalGraph(int[][] targets) {
    this.targets = targets;
    arrows = Arrays.stream(targets).mapToInt(t -> t.length).sum();
  }

  /**
   * A graph of these arrows.
   *
   * @param codes how many codes there are
   * @param arrows pairs of indices, from and to, each pair once
   */
  public static CausalGraph of(int codes, int[][] arrows) {
    int[] degree = new int[codes];
    for (int[] arrow : arrows) {
      degree[arrow[0]]++;
    }
    int[][] targets = new int[codes][];
    Arrays.setAll(targets, c -> new int[degree[c]]);
    for (int[] arrow : arrows) {
      targets[arrow[0]][--degree[arrow[0]]] = arrow[1];
    }
    for (int[] row : targets) {
      Arrays.sort(row);
    }
    return new CausalGraph(targets);
  }

  /** A graph without arrows. */
  public static CausalGraph none(int codes) {
    return of(codes, new int[0][]);
  }

  /** Arrows both ways wherever a symmetric matrix is not 0, such as interactions. */
  public static CausalGraph symmetric(float[][] matrix) {
    int[][] targets = new int[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      float[] row = matrix[i];
      int[] all = new int[row.length];
      int n = 0;
      for (int j = 0; j < row.length; j++) {
        if (j != i && row[j] != 0) {
          all[n++] = j;
        }
      }
      targets[i] = Arrays.copyOf(all, n);
    }
    return new CausalGraph(targets);
  }

  /** How many codes it has. */
  public int codes() {
    return targets.length;
  }

  /** All arrows as pairs, by source, then by target. */
  public int[][] arrows() {
    int[][] all = new int[arrows][];
    int n = 0;
    for (int from = 0; from < targets.length; from++) {
      for (int to : targets[from]) {
        all[n++] = new int[] {from, to};
      }
    }
    return all;
  }

  /**
   * The role of each code in the graph that the codes of a visit keep, as {@link CausalRole#index}.
   * It walks the arrows of the given codes, so its time grows with the visit and not with the
   * vocabulary.
   *
   * @param codes ascending, without repeats
   */
  public int[] roles(int... codes) {
    BitSet visit = new BitSet();
    for (int code : codes) {
      visit.set(code);
    }
    boolean[] entered = new boolean[codes.length];
    boolean[] left = new boolean[codes.length];
    for (int i = 0; i < codes.length; i++) {
      for (int to : targets[codes[i]]) {
        if (visit.get(to)) {
          left[i] = true;
          entered[Arrays.binarySearch(codes, to)] = true;
        }
      }
    }
    int[] roles = new int[codes.length];
    Arrays.setAll(roles, i -> CausalRole.of(entered[i], left[i]).index());
    return roles;
  }
}
