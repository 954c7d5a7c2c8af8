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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArtifactStoreTest {

  @TempDir private static Path trained;
  @TempDir private Path folder;

  private static Path artifact;
  private static String sha256;

  @BeforeAll
  static void writeOnce() {
    artifact = trained.resolve("v1");
    sha256 = SmallModel.write(artifact);
  }

  @Test
  void shouldReadAnArtifactWhereItLies() throws IOException {
    try (ArtifactStore store = store(trained)) {
      String uri = store.put(artifact, "v1");

      assertThat(uri).isEqualTo(artifact.toUri().toString());
      assertThat(store.fetch(uri, sha256)).isEqualTo(artifact);
    }
  }

  @Test
  void shouldCopyAnArtifactToItsRootAndDoSoOnlyOnce() throws IOException {
    try (ArtifactStore store = store(folder)) {
      String uri = store.put(artifact, "v1");

      assertThat(uri).isEqualTo(folder.resolve("v1").toUri().toString());
      assertThat(store.put(artifact, "v1")).as("after a crash, say").isEqualTo(uri);
      ModelArtifact.verify(store.fetch(uri, sha256), sha256);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).as("nothing else is left").containsExactly(folder.resolve("v1"));
      }
    }
  }

  @Test
  void shouldRefuseToPutAnotherArtifactUnderAVersionThatIsTaken() throws IOException {
    try (ArtifactStore store = store(folder)) {
      store.put(artifact, "v1");
      Files.writeString(folder.resolve("v1").resolve("manifest.json"), "{}");

      assertThatThrownBy(() -> store.put(artifact, "v1")).isInstanceOf(ArtifactException.class);
    }
  }

  @Test
  void shouldRefuseToPutWhatIsNotWhole() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Directories.copyFiles(artifact, broken);
    Files.delete(broken.resolve("model.safetensors"));
    try (ArtifactStore store = store(folder)) {
      assertThatThrownBy(() -> store.put(broken, "v2"))
          .isInstanceOf(ArtifactException.class)
          .hasMessageContaining("model.safetensors is missing");
      assertThat(folder.resolve("v2")).doesNotExist();
    }
  }

  @Test
  void shouldSayWhatIsMissingOrDiffersWhenFetching() {
    try (ArtifactStore store = reading()) {
      assertThatThrownBy(() -> store.fetch(folder.resolve("v9").toUri().toString(), sha256))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("v9")
          .hasMessageContaining("mount the share");
      assertThatThrownBy(() -> store.fetch(artifact.toUri().toString(), "0".repeat(64)))
          .isInstanceOf(ArtifactException.class)
          .hasMessageContaining("the release says " + "0".repeat(64));
    }
  }

  @Test
  void shouldRefuseUrisOfOtherKinds() {
    try (ArtifactStore store = reading()) {
      for (String uri : new String[] {"ftp://models/v1", "v1", "file:%", "file://host/v1"}) {
        assertThatThrownBy(() -> store.fetch(uri, sha256))
            .as(uri)
            .isInstanceOf(ArtifactException.class)
            .hasMessageContaining("Artifact URI '" + uri + "'");
      }
    }
  }

  private ArtifactStore store(Path root) {
    return ArtifactStores.open(root.toString(), settings());
  }

  private ArtifactStore reading() {
    return ArtifactStores.reading(settings());
  }

  private StoreSettings settings() {
    return StoreSettings.caching(folder.resolve("cache"));
  }
}
