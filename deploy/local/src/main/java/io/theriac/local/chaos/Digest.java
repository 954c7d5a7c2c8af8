package io.theriac.local.chaos;

import io.theriac.schemas.avro.ClosedVisit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Contents of a visit, short enough to keep and to compare. */
final class Digest {

  private Digest() {}

  /** SHA-256 of all its fields, in hex. */
  static String of(ClosedVisit visit) {
    try {
      byte[] text = visit.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
