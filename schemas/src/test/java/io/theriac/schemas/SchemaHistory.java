package io.theriac.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The released versions of every record, as they lie in the source tree. */
final class SchemaHistory {

  private final Path root;

  SchemaHistory(Path root) {
    this.root = root;
  }

  /** Beside the module's sources: releasing writes there. */
  static SchemaHistory checkedIn() {
    return new SchemaHistory(Path.of("src/main/resources/io/theriac/schemas/history"));
  }

  /** Oldest first. */
  List<Schema> released(String record) {
    List<Schema> versions = new ArrayList<>();
    while (Files.exists(file(record, versions.size() + 1))) {
      versions.add(parse(file(record, versions.size() + 1)));
    }
    return versions;
  }

  /** Adds a version if it says anything new. */
  void release(Schema schema) {
    List<Schema> versions = released(schema.getName());
    if (!versions.isEmpty() && sameText(versions.get(versions.size() - 1), schema)) {
      return;
    }
    Path file = file(schema.getName(), versions.size() + 1);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, schema.toString(true) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Docs count: the registry takes a new doc for a new version. */
  static boolean sameText(Schema one, Schema other) {
    return one.toString().equals(other.toString());
  }

  /** In which ways a schema breaks FULL_TRANSITIVE towards the released ones. */
  static List<String> violations(Schema current, List<Schema> released) {
    List<String> violations = new ArrayList<>();
    for (int i = 0; i < released.size(); i++) {
      if (!canRead(current, released.get(i))) {
        violations.add("%s cannot read what v%d wrote".formatted(current.getName(), i + 1));
      }
      if (!canRead(released.get(i), current)) {
        violations.add("v%d cannot read what %s writes".formatted(i + 1, current.getName()));
      }
    }
    return violations;
  }

  private static boolean canRead(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private Path file(String record, int version) {
    return root.resolve(record).resolve("v" + version + ".avsc");
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
