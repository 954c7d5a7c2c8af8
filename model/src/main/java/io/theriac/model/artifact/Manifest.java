package io.theriac.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of an artifact with their hashes. Its own hash is the artifact's.
 *
 * @param format version of the artifact's layout
 * @param files hex SHA-256 by plain file name
 */
record Manifest(int format, Map<String, String> files) {

  static final int FORMAT = 3;

  /** Hashes all files of a directory that an artifact has. */
  static Manifest of(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : ArtifactFiles.REQUIRED) {
      files.put(name, sha256(directory.resolve(name)));
    }
    for (String name : ArtifactFiles.OPTIONAL) {
      if (Files.exists(directory.resolve(name))) {
        files.put(name, sha256(directory.resolve(name)));
      }
    }
    return new Manifest(FORMAT, files);
  }

  /**
   * Reads the manifest and checks every file against it.
   *
   * @throws ArtifactException if anything is missing or differs
   */
  static Manifest verify(Path directory, String expectedSha256) {
    Manifest manifest = read(directory.resolve(ArtifactFiles.MANIFEST), expectedSha256);
    manifest.files.forEach((name, hash) -> check(directory.resolve(name), hash, "the manifest"));
    return manifest;
  }

  /**
   * Reads a manifest without looking at the files it lists.
   *
   * @throws ArtifactException if it is not the expected one
   */
  static Manifest read(Path file, String expectedSha256) {
    check(file, expectedSha256, "the release");
    Manifest manifest = ArtifactJson.read(file, Manifest.class);
    if (manifest.format != FORMAT) {
      throw new ArtifactException(
          "%s has format %d, this version of Theriac reads %d: train again, or update."
              .formatted(file, manifest.format, FORMAT));
    }
    Set<String> beyond = new TreeSet<>(manifest.files.keySet());
    beyond.removeAll(ArtifactFiles.REQUIRED);
    if (!manifest.files.keySet().containsAll(ArtifactFiles.REQUIRED)
        || !ArtifactFiles.OPTIONAL.containsAll(beyond)) {
      throw new ArtifactException(
          "%s lists %s instead of %s: train again."
              .formatted(file, manifest.files.keySet(), ArtifactFiles.REQUIRED));
    }
    return manifest;
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static void check(Path file, String expected, String source) {
    String found;
    try {
      found = sha256(file);
    } catch (IOException e) {
      throw new ArtifactException(
          "%s is missing or cannot be read: copy the whole artifact again.".formatted(file), e);
    }
    if (!found.equalsIgnoreCase(expected)) {
      throw new ArtifactException(
          "%s has SHA-256 %s, but %s says %s: it was changed or copied in part; copy the artifact again or train again."
              .formatted(file, found, source, expected));
    }
  }
}
