package io.theriac.trainer;

import io.theriac.model.artifact.ArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for artifacts in the making; closing it deletes them. */
final class Drafts implements AutoCloseable {

  private static final String PREFIX = ".drafts-";

  private final Path directory;

  private Drafts(Path directory) {
    this.directory = directory;
  }

  static Drafts in(Path work) {
    try {
      return new Drafts(Files.createTempDirectory(work, PREFIX));
    } catch (IOException e) {
      throw failed(work, e);
    }
  }

  /** Deletes what a crash left behind; nobody else may be at work there. */
  static void clear(Path work) {
    if (!Files.isDirectory(work)) {
      return;
    }
    try (Stream<Path> paths = Files.list(work)) {
      paths
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .forEach(path -> new Drafts(path).close());
    } catch (IOException e) {
      throw failed(work, e);
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static ArtifactException failed(Path directory, IOException e) {
    return new ArtifactException(
        "%s cannot be used for drafts of models: check the disk and its rights."
            .formatted(directory),
        e);
  }
}
