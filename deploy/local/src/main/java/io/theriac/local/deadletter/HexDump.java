package io.theriac.local.deadletter;

import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bytes as lines of offset, hexadecimal and printable characters. */
final class HexDump {

  private static final int A_LINE = 16;
  private static final int MOST_BYTES = 4096;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /** The lines of the first {@value #MOST_BYTES} bytes, and one that says so if there are more. */
  static Stream<String> lines(byte[] bytes) {
    int shown = Math.min(bytes.length, MOST_BYTES);
    Stream<String> lines =
        IntStream.iterate(0, at -> at < shown, at -> at + A_LINE)
            .mapToObj(at -> line(bytes, at, Math.min(at + A_LINE, shown)));
    return shown == bytes.length
        ? lines
        : Stream.concat(lines, Stream.of("… and %,d bytes more".formatted(bytes.length - shown)));
  }

  private static String line(byte[] bytes, int from, int to) {
    StringBuilder printable = new StringBuilder();
    for (int i = from; i < to; i++) {
      printable.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
    }
    return "%06x  %-47s  %s".formatted(from, HEX.formatHex(bytes, from, to), printable);
  }
}
