package io.theriac.local.stack;

import io.theriac.streams.files.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/** A stack's directory on disk: its lock and the file from which other processes find the stack. */
final class StackDirectory {
  private final Path directory;
  private final Path state;

  StackDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    this.state = this.directory.resolve("stack.properties");
  }

  Path path() {
    return directory;
  }

  /** Creates the directory where it is missing and makes sure that it can be written. */
  void prepare() {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw notWritable(failure);
    }
    if (!Files.isWritable(directory)) {
      throw notWritable(null);
    }
  }

  /** Keeps others from starting a stack here until it is closed. */
  DirectoryLock lock() {
    try {
      return DirectoryLock.take(directory.resolve("stack.lock"))
          .orElseThrow(
              () ->
                  new StackException(
                      ("Another process has a stack in %s: wait for it, stop it, "
                              + "or choose another directory with --data.")
                          .formatted(directory)));
    } catch (IOException failure) {
      throw notWritable(failure);
    }
  }

  /** What the state file says, empty when there is none that can be read. */
  Optional<StackStatus> read() {
    Properties all = new Properties();
    try (var reader = Files.newBufferedReader(state)) {
      all.load(reader);
      return Optional.of(
          new StackStatus(directory, member(all, "broker"), member(all, "registry")));
    } catch (IOException | IllegalArgumentException absentOrDamaged) {
      return Optional.empty();
    }
  }

  void write(StackMember broker, StackMember registry) {
    Properties all = new Properties();
    put(all, "broker", broker);
    put(all, "registry", registry);
    Path fresh = directory.resolve("stack.properties.new");
    try {
      try (var writer = Files.newBufferedWriter(fresh)) {
        all.store(writer, "The running stack");
      }
      Files.move(fresh, state, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw notWritable(failure);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(state);
    } catch (IOException failure) {
      throw notWritable(failure);
    }
  }

  private static StackMember member(Properties all, String name) {
    return new StackMember(
        number(all, name + ".pid"),
        Instant.ofEpochMilli(number(all, name + ".started")),
        Math.toIntExact(number(all, name + ".port")));
  }

  private static long number(Properties all, String key) {
    return Long.parseLong(all.getProperty(key, "absent"));
  }

  private static void put(Properties all, String name, StackMember member) {
    all.setProperty(name + ".pid", Long.toString(member.pid()));
    all.setProperty(name + ".started", Long.toString(member.startedAt().toEpochMilli()));
    all.setProperty(name + ".port", Integer.toString(member.port()));
  }

  private StackException notWritable(IOException cause) {
    String why = cause == null ? "no permission" : cause.getClass().getSimpleName();
    return new StackException(
        "The stack's directory %s cannot be written (%s): choose another with --data."
            .formatted(directory, why),
        cause);
  }
}
