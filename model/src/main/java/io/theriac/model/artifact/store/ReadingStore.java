package io.theriac.model.artifact.store;

import java.io.IOException;
import java.nio.file.Path;

/** Fetches from wherever a URI points to. */
final class ReadingStore implements ArtifactStore {

  private final StoreSettings settings;

  ReadingStore(StoreSettings settings) {
    this.settings = settings;
  }

  @Override
  public Path fetch(String uri, String sha256) throws IOException {
    ArtifactStores.uri(uri);
    try (ArtifactStore store = ArtifactStores.open(uri, settings)) {
      return store.fetch(uri, sha256);
    }
  }

  @Override
  public String put(Path directory, String version) {
    throw new UnsupportedOperationException("This store only reads.");
  }

  @Override
  public void close() {}
}
