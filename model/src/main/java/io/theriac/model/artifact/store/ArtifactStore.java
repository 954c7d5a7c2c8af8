package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where model artifacts lie. What is put is never changed again, so a URI and a hash name an
 * artifact for good. Safe for use by many threads at once.
 */
public interface ArtifactStore extends AutoCloseable {

  /**
   * Brings an artifact to this machine.
   *
   * @param uri as {@link #put} returned it
   * @param sha256 hex, the artifact's own hash
   * @return a whole artifact, every file of which was verified; read it, do not change it
   * @throws IOException if the store cannot be reached or has no such artifact, with the remedy
   * @throws ArtifactException if what it has is not the expected artifact, or the URI is not valid
   */
  Path fetch(String uri, String sha256) throws IOException;

  /**
   * Keeps an artifact under the store's root. Putting the same again changes nothing, so that it
   * may be repeated after a crash; an artifact appears whole or not at all.
   *
   * @param directory a whole artifact; verified before it is kept
   * @return the URI to release
   * @throws IOException if the store cannot be reached or written, with the remedy
   * @throws ArtifactException if the artifact is not whole, or another has this version already
   */
  String put(Path directory, String version) throws IOException;

  @Override
  void close();
}
