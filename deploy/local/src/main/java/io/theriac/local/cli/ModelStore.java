package io.theriac.local.cli;

import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where models are kept, and how to get there. */
final class ModelStore {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = "--models",
      paramLabel = "DIR|URI",
      description = {
        "Where models are kept: a directory that the application sees under the same path, or",
        "s3://BUCKET/PREFIX, with the credentials of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "or of a profile (default: .theriac/models)."
      })
  private String models;

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "An S3-compatible server, the bucket in the path (default: AWS itself).")
  private URI s3Endpoint;

  @Option(
      names = "--s3-region",
      paramLabel = "REGION",
      description = "Region of the bucket (default: that of AWS_REGION or of the profile).")
  private String s3Region;

  /**
   * Opens it to keep models there.
   *
   * @throws io.theriac.model.artifact.ArtifactException if it is a directory that cannot be written
   */
  ArtifactStore open() {
    if (!isRemote()) {
      ModelArtifact.requireWritable(directory());
    }
    return ArtifactStores.open(isRemote() ? models : directory().toString(), settings());
  }

  /** Opens it to read models from wherever they were released. */
  ArtifactStore openToRead() {
    return ArtifactStores.reading(settings());
  }

  /** The directory for models that are kept on this machine only. */
  Path directory() {
    if (isRemote()) {
      throw new WrongOptionException("--models is %s: give a directory here.".formatted(models));
    }
    return models == null ? CliHome.models() : Path.of(models);
  }

  /** A directory on this machine for drafts. */
  Path work() {
    return isRemote() ? CliHome.models() : directory();
  }

  private boolean isRemote() {
    return models != null && models.contains("://");
  }

  private StoreSettings settings() {
    return new StoreSettings(
        CliHome.data().resolve("artifacts"),
        Optional.ofNullable(s3Endpoint),
        Optional.ofNullable(s3Region),
        s3Endpoint != null,
        TIMEOUT);
  }
}
