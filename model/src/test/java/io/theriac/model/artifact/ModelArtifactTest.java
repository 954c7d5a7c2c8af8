package io.theriac.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelArtifactTest {

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path original;
  private static String sha256;

  @BeforeAll
  static void writeOnce() {
    original = shared.resolve("v1");
    sha256 = SmallModel.write(original);
  }

  static Stream<String> files() {
    return Stream.concat(ArtifactFiles.REQUIRED.stream(), Stream.of(ArtifactFiles.MANIFEST));
  }

  @Test
  void shouldAcceptWhatItWrote() throws IOException {
    ModelArtifact.verify(original, sha256);

    try (Stream<Path> written = Files.list(shared)) {
      assertThat(written).as("no temporary directory is left").containsExactly(original);
    }
    assertThat(ModelArtifact.identity(original, sha256).version()).isEqualTo("1");
  }

  @Test
  void shouldBeReadableByWhomeverTheFolderIs() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(Files.getPosixFilePermissions(original))
        .isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void shouldWriteTheSameBytesForTheSameModel() {
    assertThat(SmallModel.write(folder.resolve("again"))).isEqualTo(sha256);
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldRefuseAFlippedByte(String name) throws IOException {
    Path file = copy().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertRefused(name, "copy the artifact again");
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldRefuseATruncatedFile(String name) throws IOException {
    Path file = copy().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    assertRefused(name, "copied in part");
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldRefuseAMissingFile(String name) throws IOException {
    Files.delete(copy().resolve(name));

    assertRefused(name, "missing");
  }

  @Test
  void shouldRefuseAnotherModel() {
    assertThatThrownBy(() -> ModelArtifact.verify(original, "00ff"))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("manifest.json")
        .hasMessageContaining("the release says 00ff");
  }

  @Test
  void shouldNeverOverwriteAnArtifact() throws IOException {
    Path copy = copy();

    assertThatThrownBy(() -> SmallModel.write(copy))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("exists already");
    ModelArtifact.verify(copy, sha256);
  }

  @Test
  void shouldLeaveNothingBehindWhenWritingFails() throws IOException {
    assertThatThrownBy(
            () ->
                ModelArtifact.write(
                    folder.resolve("v2"),
                    SmallModel.contentWith(
                        file -> {
                          Files.writeString(file, "half");
                          throw new IOException("disk full");
                        })))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("check the disk");

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void shouldSayOnItsCardWhatItIsAndIsNot() throws IOException {
    String card = Files.readString(original.resolve(ArtifactFiles.CARD));

    assertThat(card)
        .contains("It is not a medical device")
        .contains("| this model | 0.5000 | 0.6000 | 0.7000 | 0.0500 | 2.0000 |")
        .contains("| mostFrequent |")
        .contains("0.5000 (0.4000 to 0.6000)")
        .contains("120 visits of 60 patients")
        .contains("has not been reviewed by a pharmacist")
        .doesNotContain("null");
  }

  private Path copy() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Stream<Path> files = Files.list(original)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private void assertRefused(String name, String remedy) {
    assertThatThrownBy(() -> ModelArtifact.verify(folder.resolve("copy"), sha256))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(remedy);
  }
}
