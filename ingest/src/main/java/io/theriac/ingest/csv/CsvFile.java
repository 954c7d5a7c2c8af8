package io.theriac.ingest.csv;

import java.io.IOException;
import java.io.InputStream;

/**
 * One CSV file, plain or gzip (by its name).
 *
 * @param name file name without its folder
 * @param bytes size as it lies there; 0 when not known
 * @param opener opens it from the beginning, still compressed
 */
public record CsvFile(String name, long bytes, Opener opener) {

  /** Opens a file's bytes. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  boolean isGzip() {
    return name.endsWith(".gz");
  }
}
