package io.theriac.trainer.loop;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * A {@link Checkpoint} as a file: replaced whole or not at all, with a checksum. It is for the
 * version of Theriac that wrote it, not for keeping.
 */
final class CheckpointFile {

  private static final String KIND = "theriac checkpoint ";

  /** Its number changes with what is kept and with what the network makes of a cohort. */
  private static final String MAGIC = KIND + 2;

  private static final int BUFFER = 1 << 16;

  private final Path file;

  CheckpointFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Replaces the file.
   *
   * @throws CheckpointException if it cannot be written; the one before is then still there
   */
  void write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      try (OutputStream plain = Files.newOutputStream(next);
          CheckedOutputStream checked =
              new CheckedOutputStream(new BufferedOutputStream(plain, BUFFER), new CRC32());
          DataOutputStream out = new DataOutputStream(checked)) {
        write(out, checkpoint);
        out.writeLong(checked.getChecksum().getValue());
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CheckpointException(
          "The training cannot be kept in %s: check the disk and its rights.".formatted(file), e);
    }
  }

  /**
   * Reads the file.
   *
   * @throws CheckpointException if there is none, it cannot be read, or it is of another training
   */
  Checkpoint read(TrainingIdentity expected) {
    if (!Files.exists(file)) {
      throw new CheckpointException(
          "There is no interrupted training in %s: train without resuming.".formatted(file));
    }
    Checkpoint checkpoint = read();
    TrainingIdentity found = checkpoint.identity();
    if (!found.data().equals(expected.data())) {
      throw new CheckpointException(
          "The interrupted training in %s was of other visits than these: train afresh, without resuming."
              .formatted(file));
    }
    if (!found.options().equals(expected.options())) {
      throw new CheckpointException(
          "The interrupted training in %s had other options than this one: give the same, or train afresh, without resuming."
              .formatted(file));
    }
    return checkpoint;
  }

  /** Nothing of it is believed before its checksum is. */
  private Checkpoint read() {
    try {
      requireWhole();
      try (DataInputStream in = open()) {
        requireThisKind(in.readUTF());
        return read(in);
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "%s cannot be read as an interrupted training: delete it and train afresh."
              .formatted(file),
          e);
    }
  }

  private void requireWhole() throws IOException {
    long before = Files.size(file) - Long.BYTES;
    CRC32 sum = new CRC32();
    try (DataInputStream in = open()) {
      byte[] some = new byte[BUFFER];
      for (long left = before; left > 0; ) {
        int length = (int) Math.min(left, some.length);
        in.readFully(some, 0, length);
        sum.update(some, 0, length);
        left -= length;
      }
      if (in.readLong() != sum.getValue()) {
        throw new IOException("Its checksum differs.");
      }
    }
  }

  private void requireThisKind(String magic) throws IOException {
    if (magic.equals(MAGIC)) {
      return;
    }
    if (magic.startsWith(KIND)) {
      throw new CheckpointException(
          "The interrupted training in %s was kept by another build of Theriac, as '%s' instead of '%s': delete it and train afresh."
              .formatted(file, magic, MAGIC));
    }
    throw new IOException("It begins otherwise.");
  }

  private DataInputStream open() throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  private static void write(DataOutputStream out, Checkpoint checkpoint) throws IOException {
    out.writeUTF(MAGIC);
    out.writeUTF(checkpoint.identity().data());
    out.writeUTF(checkpoint.identity().options());
    out.writeInt(checkpoint.epochs().size());
    for (EpochReport epoch : checkpoint.epochs()) {
      out.writeDouble(epoch.loss());
      out.writeDouble(epoch.seconds());
      out.writeDouble(epoch.validationJaccard());
      out.writeDouble(epoch.threshold());
    }
    out.writeInt(checkpoint.bestEpoch());
    write(out, checkpoint.weights());
    write(out, checkpoint.average());
    write(out, checkpoint.best());
    write(out, checkpoint.moments().means());
    write(out, checkpoint.moments().variances());
  }

  private static Checkpoint read(DataInputStream in) throws IOException {
    TrainingIdentity identity = new TrainingIdentity(in.readUTF(), in.readUTF());
    int ran = in.readInt();
    List<EpochReport> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= ran; epoch++) {
      epochs.add(
          new EpochReport(
              epoch, in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    return new Checkpoint(
        identity,
        epochs,
        in.readInt(),
        values(in),
        values(in),
        values(in),
        new AdamW.Moments(values(in), values(in)));
  }

  private static void write(DataOutputStream out, Map<String, float[]> values) throws IOException {
    out.writeInt(values.size());
    for (Map.Entry<String, float[]> entry : values.entrySet()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * entry.getValue().length);
      bytes.asFloatBuffer().put(entry.getValue());
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      out.write(bytes.array());
    }
  }

  private static Map<String, float[]> values(DataInputStream in) throws IOException {
    Map<String, float[]> values = new HashMap<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      String name = in.readUTF();
      float[] floats = new float[in.readInt()];
      byte[] bytes = in.readNBytes(Float.BYTES * floats.length);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
      values.put(name, floats);
    }
    return values;
  }
}
