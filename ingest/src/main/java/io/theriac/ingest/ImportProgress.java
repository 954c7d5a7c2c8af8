package io.theriac.ingest;

/** Told how far an import has come, often enough to draw a bar. */
@FunctionalInterface
public interface ImportProgress {

  /** What is being done; each stage starts again at zero. */
  enum Stage {
    /** Done and total are bytes of the files as they lie on disk. */
    READING,
    /** Done and total are events; large imports only, in one or more passes. */
    SORTING,
    /** Done and total are events; done counts those the broker has acknowledged. */
    PUBLISHING
  }

  /** Says nothing to anyone. */
  ImportProgress NONE = (stage, what, done, total) -> {};

  /**
   * Called on the importing thread.
   *
   * @param what the file or unit at hand
   * @param total 0 when not known
   */
  void update(Stage stage, String what, long done, long total);
}
