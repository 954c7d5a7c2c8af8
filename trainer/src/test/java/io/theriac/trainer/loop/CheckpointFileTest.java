package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {

  private static final TrainingIdentity IDENTITY = new TrainingIdentity("visits", "options");

  @TempDir private Path directory;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeOne() throws IOException {
    file = directory.resolve("m-seed1.checkpoint");
    Map<String, float[]> values = Map.of("head.weight", new float[] {1, 2, 3});
    new CheckpointFile(file)
        .write(
            new Checkpoint(
                IDENTITY,
                List.of(new EpochReport(1, 0.5, 2, 0.4, 0.3)),
                1,
                values,
                values,
                values,
                new AdamW.Moments(values, values)));
    whole = Files.readAllBytes(file);
  }

  @Test
  void shouldReadWhatItWrote() {
    Checkpoint read = new CheckpointFile(file).read(IDENTITY);
    assertThat(read.epochs()).containsExactly(new EpochReport(1, 0.5, 2, 0.4, 0.3));
    assertThat(read.moments().variances().get("head.weight")).containsExactly(1, 2, 3);
  }

  @Test
  void shouldRefuseAFileCutAnywhere() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      shouldSayThatItIsDamaged(Arrays.copyOf(whole, length));
    }
  }

  @Test
  void shouldRefuseAFileThatGoesOn() throws IOException {
    shouldSayThatItIsDamaged(Arrays.copyOf(whole, whole.length + 1));
    shouldSayThatItIsDamaged(Arrays.copyOf(whole, 2 * whole.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 29})
  void shouldRefuseAWrongLengthAnywhere(int length) throws IOException {
    for (int at = 0; at <= whole.length - Integer.BYTES; at++) {
      byte[] wrong = whole.clone();
      ByteBuffer.wrap(wrong).putInt(at, length);
      if (!Arrays.equals(wrong, whole)) {
        shouldSayThatItIsDamaged(wrong);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 1000})
  void shouldRefuseAFileOfZeros(int length) throws IOException {
    shouldSayThatItIsDamaged(new byte[length]);
  }

  @Test
  void shouldSayThatAnotherBuildKeptIt() throws IOException {
    byte[] magic = "theriac checkpoint 1".getBytes(StandardCharsets.UTF_8);
    byte[] old = whole.clone();
    System.arraycopy(magic, 0, old, Short.BYTES, magic.length);
    Files.write(file, withChecksum(old));

    assertThatThrownBy(() -> new CheckpointFile(file).read(IDENTITY))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(
            file.toString(), "another build", "'theriac checkpoint 1'", "delete it", "afresh");
  }

  private void shouldSayThatItIsDamaged(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    assertThatThrownBy(() -> new CheckpointFile(file).read(IDENTITY))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            file + " cannot be read as an interrupted training: delete it and train afresh.");
  }

  private static byte[] withChecksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, bytes.length - Long.BYTES);
    ByteBuffer.wrap(bytes).putLong(bytes.length - Long.BYTES, sum.getValue());
    return bytes;
  }
}
