package io.theriac.model.artifact.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How artifact stores are reached. Credentials are never among the settings: those of {@code s3:}
 * come from the environment or a profile, where the AWS SDK looks for them.
 *
 * @param cache directory where fetched artifacts are kept; {@code file:} needs none
 * @param s3Endpoint of an S3-compatible server; empty for AWS itself
 * @param s3Region empty: the one of environment or profile
 * @param s3PathStyle whether the bucket stands in the path of URLs, not in the host name
 * @param timeout of one request, for which it is retried; a fetch takes several requests
 */
public record StoreSettings(
    Path cache,
    Optional<URI> s3Endpoint,
    Optional<String> s3Region,
    boolean s3PathStyle,
    Duration timeout) {

  /** AWS itself, requests of at most half a minute. */
  public static StoreSettings caching(Path cache) {
    return new StoreSettings(
        cache, Optional.empty(), Optional.empty(), false, Duration.ofSeconds(30));
  }

  /** The same at an S3-compatible server whose URLs hold the bucket in their path. */
  public StoreSettings withPathStyleEndpoint(URI endpoint, String region) {
    return new StoreSettings(cache, Optional.of(endpoint), Optional.of(region), true, timeout);
  }
}
