package io.theriac.model.eval;

/** Is told how the fitting of a baseline goes, which takes minutes on large cohorts. */
@FunctionalInterface
public interface FitProgress {

  /** Hears nothing. */
  FitProgress NONE = (done, total) -> {};

  /**
   * Before the first fit and after each.
   *
   * @param done fits that were made, or that are no longer needed
   * @param total how many there are at most; {@code done} gets there at the end
   */
  void fitted(int done, int total);
}
