package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Artifacts in directories under one root, on this machine or a mounted share. They are read where
 * they lie.
 */
final class FileArtifactStore implements ArtifactStore {

  private final Path root;

  FileArtifactStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Path fetch(String uri, String sha256) throws IOException {
    Path directory = path(uri);
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "artifact %s is missing: copy it back, or mount the share it lies on.".formatted(uri));
    }
    ModelArtifact.verify(directory, sha256);
    return directory;
  }

  @Override
  public String put(Path directory, String version) throws IOException {
    String sha256 = ModelArtifact.sha256(directory);
    Path target = root.resolve(version);
    if (!target.equals(directory.toAbsolutePath().normalize())) {
      if (!Files.exists(target)) {
        copy(directory, target);
      }
      ModelArtifact.verify(target, sha256);
    }
    return target.toUri().toString();
  }

  private static void copy(Path directory, Path target) throws IOException {
    try {
      Files.createDirectories(target.getParent());
      Path temporary =
          Files.createDirectory(target.resolveSibling(".artifact-" + UUID.randomUUID()));
      try {
        Directories.copyFiles(directory, temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Directories.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new IOException(
          "artifact %s cannot be written: check the disk and its rights.".formatted(target), e);
    }
  }

  @Override
  public void close() {}

  static Path path(String uri) {
    try {
      return Path.of(ArtifactStores.uri(uri));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new ArtifactException(
          "Artifact URI '%s' names no file of this machine: write file:///path.".formatted(uri), e);
    }
  }
}
