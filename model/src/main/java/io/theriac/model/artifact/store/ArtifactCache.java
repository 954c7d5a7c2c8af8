package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts that were fetched, each in a directory named by its hash. What stands there was
 * verified and moved into place whole; it is verified again each time it is asked for, and fetched
 * anew if it has gone bad. The {@value #KEPT} used last are kept.
 */
final class ArtifactCache {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactCache.class);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String TEMPORARY = ".artifact-";
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final int KEPT = 8;

  /** Brings all files of an artifact. */
  @FunctionalInterface
  interface Fetch {
    void into(Path directory) throws IOException;
  }

  private final Path directory;

  ArtifactCache(Path directory) {
    this.directory = directory;
  }

  /**
   * The artifact of this hash, fetched if it is not here.
   *
   * @throws IOException if it cannot be fetched or kept
   * @throws ArtifactException if what is fetched is not the artifact
   */
  synchronized Path get(String sha256, Fetch fetch) throws IOException {
    if (!SHA256.matcher(sha256).matches()) {
      throw new ArtifactException(
          "'%s' is not the SHA-256 of an artifact: it must be 64 hex digits.".formatted(sha256));
    }
    Path artifact = directory.resolve(sha256.toLowerCase(Locale.ROOT));
    if (Files.exists(artifact) && !isWhole(artifact, sha256)) {
      LOG.warn("Artifact {} has gone bad on this machine and is fetched anew.", artifact);
      Directories.deleteIfExists(artifact);
    }
    if (!Files.exists(artifact)) {
      fetch(artifact, sha256, fetch);
    }
    Files.setLastModifiedTime(artifact, FileTime.from(Instant.now()));
    prune();
    return artifact;
  }

  private void fetch(Path artifact, String sha256, Fetch fetch) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IOException(
          "fetched artifacts cannot be kept in %s: set artifact.cache.dir to a directory that can be written."
              .formatted(directory),
          e);
    }
    Path temporary = Files.createTempDirectory(directory, TEMPORARY);
    try {
      fetch.into(temporary);
      ModelArtifact.verify(temporary, sha256);
      moveUnlessThere(temporary, artifact);
    } finally {
      Directories.deleteIfExists(temporary);
    }
  }

  /** Another process may have fetched the same meanwhile. */
  private static void moveUnlessThere(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(to)) {
        throw e;
      }
    }
  }

  private static boolean isWhole(Path artifact, String sha256) {
    try {
      ModelArtifact.verify(artifact, sha256);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  /** Deletes what was used long ago, and what a crash left behind. */
  private void prune() throws IOException {
    for (Path left : newestFirst(path -> path.getFileName().toString().startsWith(TEMPORARY))) {
      if (lastModified(left).isBefore(Instant.now().minus(ABANDONED))) {
        Directories.deleteIfExists(left);
      }
    }
    List<Path> artifacts =
        newestFirst(path -> SHA256.matcher(path.getFileName().toString()).matches());
    for (Path old : artifacts.subList(Math.min(KEPT, artifacts.size()), artifacts.size())) {
      Directories.deleteIfExists(old);
    }
  }

  private List<Path> newestFirst(Predicate<Path> which) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths
          .filter(which)
          .sorted(Comparator.comparing(ArtifactCache::lastModified).reversed())
          .toList();
    }
  }

  private static Instant lastModified(Path path) {
    return Instant.ofEpochMilli(path.toFile().lastModified());
  }
}
