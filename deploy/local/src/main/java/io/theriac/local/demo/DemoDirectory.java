package io.theriac.local.demo;

import io.theriac.streams.files.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a demo, which belongs to one run at a time. */
final class DemoDirectory implements AutoCloseable {

  private static final String LOCK = "demo.lock";

  private final Path path;
  private final DirectoryLock lock;

  private DemoDirectory(Path path, DirectoryLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the directory for this run; what is in it stays until it is emptied.
   *
   * @throws DemoException if a run has it
   */
  static DemoDirectory take(Path path) throws IOException {
    Files.createDirectories(path);
    DirectoryLock lock =
        DirectoryLock.take(path.resolve(LOCK))
            .orElseThrow(
                () ->
                    new DemoException(
                        "Another demo is running in %s: wait until it has ended, or end it with Ctrl-C; this one has changed nothing."
                            .formatted(path)));
    return new DemoDirectory(path, lock);
  }

  /** Removes all that is in it. Links are removed, not followed. */
  void empty() throws IOException {
    Directories.empty(path, path.resolve(LOCK));
  }

  @Override
  public void close() {
    lock.close();
  }
}
