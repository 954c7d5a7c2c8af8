package io.theriac.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the contracts to what was released; {@code -Dtheriac.release-schemas=true} releases. */
class SchemaHistoryTest {

  private static final SchemaHistory HISTORY = SchemaHistory.checkedIn();

  @BeforeAll
  static void releaseIfAsked() {
    if (Boolean.getBoolean("theriac.release-schemas")) {
      contracts().forEach(HISTORY::release);
    }
  }

  static Stream<Schema> contracts() {
    return Topics.standard().all().stream().map(topic -> PublishedSchema.of(topic.schema()));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldStayCompatibleWithEveryReleasedVersion(Schema current) {
    assertThat(SchemaHistory.violations(current, HISTORY.released(current.getName())))
        .as("breaks of FULL_TRANSITIVE: add fields with a default, never retype or rename one")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void shouldHaveReleasedTheCurrentVersion(Schema current) {
    List<Schema> released = HISTORY.released(current.getName());

    assertThat(
            !released.isEmpty()
                && SchemaHistory.sameText(released.get(released.size() - 1), current))
        .as(
            "%s differs from its newest version in src/main/resources/io/theriac/schemas/history: if"
                + " the change is meant, release it with `mvn -pl schemas test"
                + " -Dtest=SchemaHistoryTest -Dtheriac.release-schemas=true` and commit the new"
                + " file",
            current.getName())
        .isTrue();
  }

  @Test
  void shouldNoticeAFieldWithoutDefaultAndARetypedField() {
    Schema v1 = record("{\"name\":\"a\",\"type\":\"int\"}");
    Schema added = record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
    Schema widened = record("{\"name\":\"a\",\"type\":\"long\"}");

    assertThat(SchemaHistory.violations(added, List.of(v1)))
        .containsExactly("R cannot read what v1 wrote");
    assertThat(SchemaHistory.violations(widened, List.of(v1)))
        .containsExactly("v1 cannot read what R writes");
    assertThat(SchemaHistory.violations(v1, List.of(v1))).isEmpty();
  }

  @Test
  void shouldReleaseAVersionOnce(@TempDir Path root) {
    SchemaHistory history = new SchemaHistory(root);
    Schema v1 = record("{\"name\":\"a\",\"type\":\"int\"}");
    Schema v2 = record("{\"name\":\"a\",\"type\":\"int\",\"doc\":\"now explained\"}");

    history.release(v1);
    history.release(v1);
    history.release(v2);

    assertThat(history.released("R")).hasSize(2);
    assertThat(history.released("R").get(1).getField("a").doc()).isEqualTo("now explained");
  }

  private static Schema record(String fields) {
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}".formatted(fields));
  }
}
