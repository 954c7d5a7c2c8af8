package io.theriac.local.ui;

import io.theriac.model.eval.FitProgress;

/** A bar of the fits of a baseline, there while it is fitted. */
public final class FitBar implements FitProgress, AutoCloseable {

  private ProgressLine bar;

  @Override
  public void fitted(int done, int total) {
    if (bar == null) {
      bar = ProgressLine.ofFew("Logistic regression", "fits", total);
      bar.note(" to compare with");
    }
    bar.at(done);
    if (done == total) {
      close();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
