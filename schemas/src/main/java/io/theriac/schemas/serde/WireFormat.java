package io.theriac.schemas.serde;

/** Confluent's frame: byte 0, the schema's id in four bytes big-endian, the binary body. */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER_LENGTH = 5;

  private WireFormat() {}

  static void writeHeader(byte[] frame, int schemaId) {
    frame[0] = MAGIC;
    frame[1] = (byte) (schemaId >>> 24);
    frame[2] = (byte) (schemaId >>> 16);
    frame[3] = (byte) (schemaId >>> 8);
    frame[4] = (byte) schemaId;
  }

  static int schemaId(byte[] frame) {
    return (frame[1] & 0xff) << 24
        | (frame[2] & 0xff) << 16
        | (frame[3] & 0xff) << 8
        | (frame[4] & 0xff);
  }
}
