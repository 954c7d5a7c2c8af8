package io.theriac.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Schemas that earlier builds wrote rows with.
 *
 * <p>The resource {@code retired-schemas.jsonl} holds one schema a line; lines that start with
 * {@code #} are comments. Whoever changes a row's schema adds the one it had.
 */
final class RetiredSchemas {

  private static final String RESOURCE = "retired-schemas.jsonl";
  private static final SchemaStore BUNDLED = load();

  private RetiredSchemas() {}

  static SchemaStore bundled() {
    return BUNDLED;
  }

  private static SchemaStore load() {
    SchemaStore.Cache store = new SchemaStore.Cache();
    try (InputStream resource = RetiredSchemas.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> store.addSchema(new Schema.Parser().parse(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store;
  }
}
