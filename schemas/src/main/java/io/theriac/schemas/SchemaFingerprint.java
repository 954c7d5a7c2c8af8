package io.theriac.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** One hash over all contracts of this build: it stands in every output. */
public final class SchemaFingerprint {

  private static final String CURRENT =
      of(Topics.standard().all().stream().map(Topic::schema).toList());

  private SchemaFingerprint() {}

  /**
   * Hex SHA-256 over all schemas in Avro's Parsing Canonical Form, ordered by full name: it changes
   * when the bytes of a record could, not when a doc does.
   */
  public static String current() {
    return CURRENT;
  }

  static String of(Collection<Schema> schemas) {
    MessageDigest sha256 = sha256();
    schemas.stream()
        .sorted(Comparator.comparing(Schema::getFullName))
        .map(SchemaNormalization::toParsingForm)
        .forEach(form -> sha256.update((form + '\n').getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
