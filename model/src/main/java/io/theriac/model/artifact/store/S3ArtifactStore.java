package io.theriac.model.artifact.store;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Artifacts in a bucket of S3 or a compatible server: an object a file, the manifest written last,
 * so that an artifact whose manifest is there is whole. What is fetched is verified and kept on
 * this machine.
 */
final class S3ArtifactStore implements ArtifactStore {

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private final S3Location root;
  private final S3Client client;
  private final ArtifactCache cache;

  S3ArtifactStore(S3Location root, StoreSettings settings) {
    this.root = root;
    this.client = S3Clients.open(settings);
    this.cache = new ArtifactCache(settings.cache());
  }

  @Override
  public Path fetch(String uri, String sha256) throws IOException {
    S3Location artifact = S3Location.of(uri);
    return cache.get(
        sha256,
        directory -> {
          Path manifest = directory.resolve(ModelArtifact.MANIFEST);
          download(artifact, ModelArtifact.MANIFEST, manifest);
          for (String file : ModelArtifact.files(manifest, sha256)) {
            download(artifact, file, directory.resolve(file));
          }
        });
  }

  @Override
  public String put(Path directory, String version) throws IOException {
    String sha256 = ModelArtifact.sha256(directory);
    S3Location target = root.resolve(version);
    if (!isThere(target, directory, sha256)) {
      Path manifest = directory.resolve(ModelArtifact.MANIFEST);
      for (String file : ModelArtifact.files(manifest, sha256)) {
        upload(directory.resolve(file), target, file);
      }
      upload(manifest, target, ModelArtifact.MANIFEST);
    }
    return target.uri();
  }

  private boolean isThere(S3Location target, Path directory, String sha256) throws IOException {
    byte[] there;
    try {
      there =
          client
              .getObjectAsBytes(
                  get -> get.bucket(target.bucket()).key(target.key(ModelArtifact.MANIFEST)))
              .asByteArray();
    } catch (NoSuchKeyException e) {
      return false;
    } catch (SdkException e) {
      throw failed(target, e);
    }
    if (Arrays.equals(there, Files.readAllBytes(directory.resolve(ModelArtifact.MANIFEST)))) {
      return true;
    }
    throw new ArtifactException(
        "%s holds another artifact than that with SHA-256 %s: artifacts are never overwritten, choose another version."
            .formatted(target.uri(), sha256));
  }

  private void upload(Path file, S3Location target, String name) throws IOException {
    try {
      client.putObject(
          put -> put.bucket(target.bucket()).key(target.key(name)), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw failed(target, e);
    }
  }

  private void download(S3Location artifact, String name, Path file) throws IOException {
    try {
      client.getObject(
          get -> get.bucket(artifact.bucket()).key(artifact.key(name)),
          ResponseTransformer.toFile(file));
    } catch (SdkException e) {
      throw failed(artifact, e);
    }
  }

  private static IOException failed(S3Location artifact, SdkException e) {
    if (e instanceof S3Exception answer) {
      if (answer.statusCode() == NOT_FOUND) {
        return new IOException(
            "artifact %s is missing in its store: put it back, or check the bucket."
                .formatted(artifact.uri()),
            e);
      }
      if (answer.statusCode() == FORBIDDEN || answer.statusCode() == UNAUTHORIZED) {
        return new IOException(
            "the store of artifact %s refuses access: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile, and the bucket's policy."
                .formatted(artifact.uri()),
            e);
      }
    }
    return new IOException(
        "the store of artifact %s cannot be used now (%s): check artifact.s3.endpoint, credentials and network."
            .formatted(artifact.uri(), firstLine(e)),
        e);
  }

  private static String firstLine(SdkException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }

  @Override
  public void close() {
    client.close();
  }
}
