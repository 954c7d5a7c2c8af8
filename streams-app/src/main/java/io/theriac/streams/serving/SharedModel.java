package io.theriac.streams.serving;

import io.theriac.model.Recommender;

/** Counts a model's users, the holder among them, and closes it after the last. */
final class SharedModel {

  private final Recommender recommender;
  private int users = 1;

  SharedModel(Recommender recommender) {
    this.recommender = recommender;
  }

  Recommender recommender() {
    return recommender;
  }

  synchronized void use() {
    users++;
  }

  synchronized void release() {
    if (--users == 0) {
      recommender.close();
    }
  }
}
