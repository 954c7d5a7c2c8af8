package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import java.net.URI;

/**
 * A place in a bucket.
 *
 * @param prefix without slashes at its ends; empty for the bucket itself
 */
record S3Location(String bucket, String prefix) {

  /**
   * Reads {@code s3://bucket/prefix}.
   *
   * @throws ArtifactException if it is not one
   */
  static S3Location of(String uri) {
    URI parsed = ArtifactStores.uri(uri);
    String bucket = parsed.getAuthority();
    if (bucket == null || bucket.isEmpty() || parsed.getPath() == null) {
      throw new ArtifactException(
          "Artifact URI '%s' names no bucket: write s3://bucket/path.".formatted(uri));
    }
    return new S3Location(bucket, parsed.getPath().replaceAll("^/+|/+$", ""));
  }

  S3Location resolve(String name) {
    return new S3Location(bucket, key(name));
  }

  /** The key of an object under this place. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  String uri() {
    return "s3://" + bucket + "/" + prefix;
  }
}
