package io.theriac.model.causal;

import java.util.Arrays;

/**
 * How much likelier each medication is at visits with a code than at those without it, {@code P(m |
 * c) − P(m | not c)}. A logistic regression on the code alone gives the same number.
 *
 * @param table [codes][medications]
 */
@SuppressWarnings("ArrayRecordComponent") // a large table, never compared
public record Effects(float[][] table) {

  /** Relations of a code to molecules, numbered from 1; 0 is none. */
  public static final int RELATIONS = 5;

  /** No effects. */
  public static Effects none(int codes, int medications) {
    return new Effects(new float[codes][medications]);
  }

  /** Counts visits. */
  static final class Counter {
    private final int[] visitsWith;
    private final int[] given;
    private final int[][] givenWith;
    private int visits;

    Counter(int codes, int medications) {
      visitsWith = new int[codes];
      given = new int[medications];
      givenWith = new int[codes][medications];
    }

    /** Counts one visit, each code once. */
    void add(int[] codes, int[] medications) {
      visits++;
      for (int m : medications) {
        given[m]++;
      }
      for (int c : codes) {
        visitsWith[c]++;
        for (int m : medications) {
          givenWith[c][m]++;
        }
      }
    }

    /**
     * {@code (n_cm + s n_m/n)/(n_c + s) − (n_m − n_cm)/(n − n_c)}; 0 for codes of no visit or all.
     *
     * @param shrinkage s, visits with the code that are made up at the medication's base rate
     */
    Effects effects(double shrinkage) {
      float[][] table = new float[visitsWith.length][given.length];
      for (int c = 0; c < table.length; c++) {
        int with = visitsWith[c];
        for (int m = 0; with > 0 && with < visits && m < given.length; m++) {
          double rate = given[m] / (double) visits;
          double exposed = (givenWith[c][m] + shrinkage * rate) / (with + shrinkage);
          double other = (given[m] - givenWith[c][m]) / (double) (visits - with);
          table[c][m] = (float) (exposed - other);
        }
      }
      return new Effects(table);
    }
  }

  /** The relation r of 1 to 5 with effect in (r/6, (r+1)/6], or 0. */
  static int relation(float effect) {
    int relation = 0;
    while (relation < RELATIONS && effect > (relation + 1) / (RELATIONS + 1f)) {
      relation++;
    }
    return effect > 1 ? 0 : relation;
  }

  /**
   * Weights of the mean over a code's molecules of each relation, [codes][5 · medications]: at
   * {@code (r − 1) M + m} one over the number of molecules in relation r, if those of m are.
   */
  public float[][] neighbours(MoleculeTable molecules) {
    int medications = molecules.medications();
    float[][] weights = new float[table.length][RELATIONS * medications];
    for (int c = 0; c < table.length; c++) {
      int[] relations = new int[medications];
      int[] size = new int[RELATIONS + 1];
      for (int m = 0; m < medications; m++) {
        relations[m] = relation(table[c][m]);
        size[relations[m]] += molecules.of(m).length;
      }
      for (int m = 0; m < medications; m++) {
        int r = relations[m];
        if (r > 0 && size[r] > 0) {
          weights[c][(r - 1) * medications + m] = 1f / size[r];
        }
      }
    }
    return weights;
  }

  /** Largest effect on each medication of the codes of a visit, at least 0. */
  float[] strongest(int medications, int... codes) {
    float[] most = new float[medications];
    for (int c : codes) {
      for (int m = 0; m < medications; m++) {
        most[m] = Math.max(most[m], table[c][m]);
      }
    }
    return most;
  }

  /** The same on one medication, without one of the codes. */
  float strongestOn(int medication, int without, int... codes) {
    float most = 0;
    for (int c : codes) {
      most = c == without ? most : Math.max(most, table[c][medication]);
    }
    return most;
  }

  /** Quantiles over all pairs, linear between neighbours. */
  float[] quantiles(double... shares) {
    int width = table.length == 0 ? 0 : table[0].length;
    float[] all = new float[table.length * width];
    for (int c = 0; c < table.length; c++) {
      System.arraycopy(table[c], 0, all, c * width, width);
    }
    Arrays.sort(all);
    float[] quantiles = new float[shares.length];
    for (int i = 0; i < shares.length && all.length > 0; i++) {
      double at = shares[i] * (all.length - 1);
      int below = (int) at;
      int above = Math.min(all.length - 1, below + 1);
      quantiles[i] = (float) (all[below] + (at - below) * ((double) all[above] - all[below]));
    }
    return quantiles;
  }
}
