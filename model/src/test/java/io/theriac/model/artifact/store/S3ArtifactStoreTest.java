package io.theriac.model.artifact.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.SmallModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, which checks signatures as S3 does. */
class S3ArtifactStoreTest {

  private static final String PROFILE_FILE = "aws.sharedCredentialsFile";
  private static final String WEIGHTS = "model.safetensors";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static S3Server server;
  private static Path artifact;
  private static String sha256;

  @BeforeAll
  static void startOnce() throws IOException {
    server = new S3Server(Files.createDirectory(shared.resolve("objects")));
    artifact = shared.resolve("v1");
    sha256 = SmallModel.write(artifact);
    System.setProperty(
        PROFILE_FILE, S3Server.writeProfile(shared.resolve("credentials")).toString());
  }

  @AfterAll
  static void stop() {
    System.clearProperty(PROFILE_FILE);
    server.close();
  }

  @Test
  void shouldFetchWhatWasPut() throws IOException {
    String uri = put("whole");

    Path fetched = fetch(uri, sha256);

    assertThat(uri).isEqualTo("s3://models/whole/v1");
    assertThat(fetched).isEqualTo(cache().resolve(sha256));
    ModelArtifact.verify(fetched, sha256);
    try (Stream<Path> cached = Files.list(cache())) {
      assertThat(cached).as("no temporary directory is left").containsExactly(fetched);
    }
  }

  @Test
  void shouldTakeTheSameArtifactAgainButNeverAnother() throws IOException {
    assertThat(put("again")).isEqualTo(put("again"));

    blobs().putBlob(S3Server.BUCKET, blob("again/v1/manifest.json", "{}"));

    assertThatThrownBy(() -> put("again"))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("s3://models/again/v1 holds another artifact");
  }

  @Test
  void shouldGoOnWhereAPutWasCutOff() throws IOException {
    put("cut");
    blobs().removeBlob(S3Server.BUCKET, "cut/v1/manifest.json");
    blobs().removeBlob(S3Server.BUCKET, "cut/v1/metrics.json");
    assertThatThrownBy(() -> fetch("s3://models/cut/v1", sha256))
        .as("not there before its manifest is")
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is missing in its store");

    put("cut");

    ModelArtifact.verify(fetch("s3://models/cut/v1", sha256), sha256);
  }

  @Test
  void shouldServeFromTheCacheWhileTheStoreIsDownAndSaySoOtherwise() throws IOException {
    String uri = put("down");
    fetch(uri, sha256);

    server.stop();
    try {
      ModelArtifact.verify(fetch(uri, sha256), sha256);
      Directories.deleteIfExists(cache());
      assertThatThrownBy(() -> fetch(uri, sha256))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the store of artifact s3://models/down/v1 cannot be used now")
          .hasMessageContaining("artifact.s3.endpoint");
    } finally {
      server.start();
    }
    ModelArtifact.verify(fetch(uri, sha256), sha256);
  }

  @Test
  void shouldFetchAnewWhatHasGoneBadInTheCache() throws IOException {
    String uri = put("rotten");
    Path fetched = fetch(uri, sha256);
    Files.writeString(fetched.resolve(WEIGHTS), "bits that fell over");

    ModelArtifact.verify(fetch(uri, sha256), sha256);
  }

  @Test
  void shouldRefuseAndNotKeepWhatIsTruncatedInTheStore() throws IOException {
    String uri = put("truncated");
    blobs().putBlob(S3Server.BUCKET, blob("truncated/v1/" + WEIGHTS, "cut"));

    assertThatThrownBy(() -> fetch(uri, sha256))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(WEIGHTS);
    assertThat(cache()).isEmptyDirectory();
  }

  @Test
  void shouldRefuseAnotherArtifactThanTheReleaseNamesBeforeLoadingItsWeights() throws IOException {
    String uri = put("other");
    blobs().removeBlob(S3Server.BUCKET, "other/v1/" + WEIGHTS);

    assertThatThrownBy(() -> fetch(uri, "0".repeat(64)))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("the release says " + "0".repeat(64));
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    put("missing");
    blobs().removeBlob(S3Server.BUCKET, "missing/v1/" + WEIGHTS);

    for (String uri : new String[] {"s3://models/missing/v1", "s3://models/v9", "s3://none/v1"}) {
      assertThatThrownBy(() -> fetch(uri, sha256))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("artifact " + uri + " is missing in its store");
    }
  }

  @Test
  void shouldSayThatTheStoreRefusesAccess() throws IOException {
    Path stranger = folder.resolve("stranger");
    Files.writeString(
        stranger, "[default]\naws_access_key_id = nobody\naws_secret_access_key = guess\n");
    String known = System.setProperty(PROFILE_FILE, stranger.toString());
    try {
      assertThatThrownBy(() -> fetch("s3://models/v1", sha256))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refuses access")
          .hasMessageContaining("AWS_ACCESS_KEY_ID");
    } finally {
      System.setProperty(PROFILE_FILE, known);
    }
  }

  @Test
  void shouldRefuseAUriWithoutBucketAndAHashThatIsNone() {
    assertThatThrownBy(() -> fetch("s3:/v1", sha256))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("names no bucket");
    assertThatThrownBy(() -> fetch("s3://models/v1", "../../v1"))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("is not the SHA-256");
  }

  private String put(String prefix) throws IOException {
    try (ArtifactStore store = ArtifactStores.open("s3://models/" + prefix, settings())) {
      return store.put(artifact, "v1");
    }
  }

  private Path fetch(String uri, String expected) throws IOException {
    try (ArtifactStore store = ArtifactStores.reading(settings())) {
      return store.fetch(uri, expected);
    }
  }

  private StoreSettings settings() {
    return StoreSettings.caching(cache()).withPathStyleEndpoint(server.endpoint(), S3Server.REGION);
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private static BlobStore blobs() {
    return server.blobs();
  }

  private static Blob blob(String key, String text) {
    return blobs().blobBuilder(key).payload(text).contentLength(text.length()).build();
  }
}
