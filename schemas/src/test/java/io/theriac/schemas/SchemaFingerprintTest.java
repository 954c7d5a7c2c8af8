package io.theriac.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaFingerprintTest {

  private final Schema one = record("A", "int", "what a is");
  private final Schema other = record("B", "string", "what b is");

  @Test
  void shouldBeAHexSha256() {
    assertThat(SchemaFingerprint.current()).matches("[0-9a-f]{64}");
  }

  @Test
  void shouldNotDependOnOrderOrDocs() {
    assertThat(SchemaFingerprint.of(List.of(one, other)))
        .isEqualTo(SchemaFingerprint.of(List.of(other, record("A", "int", "put better"))));
  }

  @Test
  void shouldChangeWithTheBytesOfARecord() {
    assertThat(SchemaFingerprint.of(List.of(one, other)))
        .isNotEqualTo(SchemaFingerprint.of(List.of(record("A", "long", "what a is"), other)));
  }

  private static Schema record(String name, String type, String doc) {
    return new Schema.Parser()
        .parse(
            "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"x\",\"type\":\"%s\",\"doc\":\"%s\"}]}"
                .formatted(name, type, doc));
  }
}
