package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import java.net.URI;
import java.nio.file.Path;

/** Finds the store of an artifact by the scheme of its URI. */
public final class ArtifactStores {

  private ArtifactStores() {}

  /**
   * Opens the store to keep artifacts in.
   *
   * @param root a directory, or a {@code file:} or {@code s3://bucket/prefix} URI
   * @throws ArtifactException if it is none of these
   */
  public static ArtifactStore open(String root, StoreSettings settings) {
    String scheme = root.contains(":") ? uri(root).getScheme() : "file";
    return switch (scheme) {
      case "file" ->
          new FileArtifactStore(root.contains(":") ? FileArtifactStore.path(root) : Path.of(root));
      case "s3" -> new S3ArtifactStore(S3Location.of(root), settings);
      default -> throw unsupported(root);
    };
  }

  /** Opens a store that fetches from wherever a URI points to, and keeps nothing. */
  public static ArtifactStore reading(StoreSettings settings) {
    return new ReadingStore(settings);
  }

  static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new ArtifactException(
          "Artifact URI '%s' is not valid: write file:///path or s3://bucket/path.".formatted(text),
          e);
    }
    throw unsupported(text);
  }

  static ArtifactException unsupported(String uri) {
    return new ArtifactException(
        "Artifact URI '%s' is of no supported kind: write file:///path or s3://bucket/path."
            .formatted(uri));
  }
}
