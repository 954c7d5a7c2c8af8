package io.theriac.streams.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Keeps other processes away from a directory until it is closed or the process ends. */
public final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, unless another holds it.
   *
   * @param file made where it is missing, and left there
   */
  public static Optional<DirectoryLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    DirectoryLock lock = new DirectoryLock(channel);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(lock);
      }
    } catch (OverlappingFileLockException held) {
      // Held by this very process, which is no better.
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    lock.close();
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock ends with the process at the latest.
    }
  }
}
