package io.theriac.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Hand-written tables as CSV files. */
final class TableFixture {

  private final Map<String, List<String>> rows = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  TableFixture table(String name, String header) {
    headers.put(name, header);
    rows.computeIfAbsent(name, any -> new ArrayList<>());
    return this;
  }

  TableFixture row(String table, String... values) {
    rows.get(table).add(String.join(",", values));
    return this;
  }

  TableFixture without(String table) {
    headers.remove(table);
    return this;
  }

  /** The same rows of every table in another order. */
  void shuffle(long seed) {
    Random random = new Random(seed);
    rows.values().forEach(list -> Collections.shuffle(list, random));
  }

  /** Writes {@code NAME.csv}, or {@code NAME.csv.gz}, for each table. */
  Path write(Path directory, boolean gzip) {
    headers.forEach(
        (table, header) -> {
          Path file = directory.resolve(table + (gzip ? ".csv.gz" : ".csv"));
          String text = header + "\n" + String.join("\n", rows.get(table)) + "\n";
          try (OutputStream out = Files.newOutputStream(file);
              OutputStream packed = gzip ? new GZIPOutputStream(out) : out) {
            packed.write(text.getBytes(UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return directory;
  }
}
