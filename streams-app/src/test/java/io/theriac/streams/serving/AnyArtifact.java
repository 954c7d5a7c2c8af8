package io.theriac.streams.serving;

import io.theriac.model.artifact.store.ArtifactStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A store that has whatever it is asked for, unless it is down. */
final class AnyArtifact implements ArtifactStore {

  private boolean down;

  void isDown(boolean isDown) {
    down = isDown;
  }

  @Override
  public Path fetch(String uri, String sha256) throws IOException {
    if (down) {
      throw new IOException("the store of artifact %s cannot be used now.".formatted(uri));
    }
    return Path.of(URI.create(uri));
  }

  @Override
  public String put(Path directory, String version) {
    throw new UnsupportedOperationException("Nothing is put here.");
  }

  @Override
  public void close() {}
}
