package io.theriac.model.causal;

import java.util.Arrays;

/**
 * The molecules each medication is made of; a medication may have none that are known.
 *
 * @param byMedication indices of molecules, [medications][]
 * @param molecules how many there are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MoleculeTable(int[][] byMedication, int molecules) {

  public MoleculeTable {
    for (int m = 0; m < byMedication.length; m++) {
      for (int molecule : byMedication[m]) {
        if (molecule < 0 || molecule >= molecules) {
          throw new IllegalArgumentException(
              "Medication %d has molecule %d, but molecules are numbered from 0 to %d."
                  .formatted(m, molecule, molecules - 1));
        }
      }
    }
  }

  /** As many molecules as the lists name. */
  public static MoleculeTable of(int[][] byMedication) {
    return new MoleculeTable(
        byMedication,
        Arrays.stream(byMedication).flatMapToInt(Arrays::stream).max().orElse(-1) + 1);
  }

  /** Nothing is known. */
  public static MoleculeTable none(int medications) {
    return of(new int[medications][0]);
  }

  /**
   * The same, each medication without known molecules made of one of its own: else all of these
   * would look alike.
   */
  public MoleculeTable completed() {
    int[][] all = byMedication.clone();
    int next = molecules;
    for (int m = 0; m < all.length; m++) {
      if (all[m].length == 0) {
        all[m] = new int[] {next++};
      }
    }
    return new MoleculeTable(all, next);
  }

  /** Whether no molecule of any medication is known. */
  public boolean isEmpty() {
    return molecules == 0;
  }

  /** Of how many medications molecules are known. */
  public int known() {
    return (int) Arrays.stream(byMedication).filter(list -> list.length > 0).count();
  }

  /** How many medications it has. */
  public int medications() {
    return byMedication.length;
  }

  /** The molecules of a medication. */
  public int[] of(int medication) {
    return byMedication[medication];
  }

  /** 1 where a medication has a molecule, [medications][molecules]; repeats add up. */
  public float[][] membership() {
    float[][] matrix = new float[byMedication.length][molecules];
    for (int m = 0; m < matrix.length; m++) {
      for (int molecule : byMedication[m]) {
        matrix[m][molecule]++;
      }
    }
    return matrix;
  }
}
