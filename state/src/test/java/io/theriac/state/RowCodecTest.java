package io.theriac.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.state.rows.OpenVisit;
import io.theriac.state.rows.SnapshotMarker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;

class RowCodecTest {

  private static final Schema OLDER =
      SchemaBuilder.record("io.theriac.state.rows.OpenVisit")
          .fields()
          .requiredString("ward")
          .requiredLong("admittedAt")
          .requiredString("visitId")
          .endRecord();

  @Test
  void shouldReadWhatItWrote() {
    RowCodec<OpenVisit> codec = new RowCodec<>(OpenVisit.class);
    OpenVisit row = new OpenVisit("v1", Instant.ofEpochMilli(5));

    assertThat(codec.decode(codec.encode(row))).isEqualTo(row);
  }

  @Test
  void shouldReadARowOfAnEarlierBuild() {
    SchemaStore.Cache retired = new SchemaStore.Cache();
    retired.addSchema(OLDER);

    assertThat(new RowCodec<>(OpenVisit.class, retired).decode(olderRow()))
        .isEqualTo(new OpenVisit("v1", Instant.ofEpochMilli(5)));
  }

  @Test
  void shouldSayWhatToDoWithARowOfAnUnknownBuild() {
    assertThatThrownBy(() -> new RowCodec<>(OpenVisit.class).decode(olderRow()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("OpenVisit")
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> new RowCodec<>(SnapshotMarker.class).decode(new byte[] {1, 2}))
        .isInstanceOf(IllegalStateException.class);
  }

  /**
   * Fails when a row's schema changes. Then add the schema it had to {@code retired-schemas.jsonl}
   * and run {@code mvn test -Dtheriac.golden.update=true}.
   */
  @Test
  void shouldKeepTheSchemasThatRowsAreWrittenWith() throws IOException {
    List<String> written =
        Kind.ALL.stream()
            .map(kind -> kind.codec().schema())
            .map(
                schema ->
                    "%s %016x"
                        .formatted(
                            schema.getName(), SchemaNormalization.parsingFingerprint64(schema)))
            .distinct()
            .toList();

    Path golden = Path.of("src/test/resources/row-schemas.txt");
    if (Boolean.getBoolean("theriac.golden.update")) {
      Files.write(golden, written);
    }
    assertThat(written).containsExactlyElementsOf(Files.readAllLines(golden));
  }

  @Test
  void shouldGiveEachKindOfRowItsOwnByte() {
    assertThat(Kind.ALL).extracting(Kind::code).doesNotHaveDuplicates().allMatch(c -> c < 0x80);
  }

  private static byte[] olderRow() {
    GenericRecord row =
        new GenericRecordBuilder(OLDER)
            .set("ward", "7")
            .set("admittedAt", 5L)
            .set("visitId", "v1")
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new BinaryMessageEncoder<GenericRecord>(GenericData.get(), OLDER).encode(row, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
