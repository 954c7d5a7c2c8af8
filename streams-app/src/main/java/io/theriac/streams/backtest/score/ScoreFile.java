package io.theriac.streams.backtest.score;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scores on disk, so that a backtest that broke off need not score again. */
public final class ScoreFile {

  private ScoreFile() {}

  public static void write(Path file, List<VisitScore> scores) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(scores.size());
      for (VisitScore score : scores) {
        out.writeUTF(score.patient());
        out.writeUTF(score.visit());
        out.writeInt(score.visitNumber());
        out.writeLong(score.admittedAt());
        out.writeLong(score.dischargedAt());
        out.writeUTF(score.patientClass());
        out.writeUTF(score.sex());
        out.writeInt(score.age());
        out.writeBoolean(score.usable());
        write(out, score.given());
        out.writeInt(score.givenOutside());
        write(out, score.last());
        out.writeInt(score.probabilities().length);
        for (float probability : score.probabilities()) {
          out.writeFloat(probability);
        }
        write(out, score.selected());
        out.writeInt(score.highPriority().length);
        for (String pair : score.highPriority()) {
          out.writeUTF(pair);
        }
      }
    }
  }

  public static List<VisitScore> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int size = in.readInt();
      List<VisitScore> scores = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        scores.add(
            new VisitScore(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readBoolean(),
                readInts(in),
                in.readInt(),
                readInts(in),
                readFloats(in),
                readInts(in),
                readTexts(in)));
      }
      return scores;
    }
  }

  private static void write(DataOutputStream out, int[] valuesOrNull) throws IOException {
    out.writeInt(valuesOrNull == null ? -1 : valuesOrNull.length);
    for (int value : valuesOrNull == null ? new int[0] : valuesOrNull) {
      out.writeInt(value);
    }
  }

  private static int[] readInts(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static String[] readTexts(DataInputStream in) throws IOException {
    String[] values = new String[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readUTF();
    }
    return values;
  }
}
