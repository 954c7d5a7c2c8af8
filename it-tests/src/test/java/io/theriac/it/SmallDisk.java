package io.theriac.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory that is soon full. */
final class SmallDisk implements AutoCloseable {

  private final Path mountPoint;

  private SmallDisk(Path mountPoint) {
    this.mountPoint = mountPoint;
  }

  /** Whether this process is allowed to. */
  static boolean mayMount() throws IOException {
    Path probe = Files.createTempDirectory("small-disk");
    try {
      return succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe.toString())
          && succeeds("umount", probe.toString());
    } finally {
      Files.delete(probe);
    }
  }

  /**
   * @param size as mount takes it: "64m"
   */
  static SmallDisk mount(Path mountPoint, String size) throws IOException {
    if (!succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", mountPoint.toString())) {
      throw new IOException("Cannot mount a disk of " + size);
    }
    return new SmallDisk(mountPoint);
  }

  /** Fills what is left of it. */
  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  /** Frees what was filled. */
  void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return mountPoint.resolve("ballast");
  }

  private static boolean succeeds(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    succeeds("umount", mountPoint.toString());
  }
}
