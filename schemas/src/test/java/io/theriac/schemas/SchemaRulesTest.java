package io.theriac.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;

/** What every contract owes to its readers and to its own future. */
class SchemaRulesTest {

  private final Map<String, Schema> types = namedTypes();

  @Test
  void shouldExplainEveryTypeAndField() {
    List<String> unexplained = new ArrayList<>();
    for (Schema type : types.values()) {
      if (isBlank(type.getDoc())) {
        unexplained.add(type.getName());
      }
      fieldsOf(type).stream()
          .filter(field -> isBlank(field.doc()))
          .forEach(field -> unexplained.add(type.getName() + "." + field.name()));
    }
    assertThat(unexplained).as("types and fields without a doc").isEmpty();
  }

  @Test
  void shouldGiveEveryInstantALogicalTypeAndItsUnitInTheDoc() {
    List<String> wrong = new ArrayList<>();
    for (Schema type : types.values()) {
      for (Field field : fieldsOf(type)) {
        LogicalType logical = withoutNull(field.schema()).getLogicalType();
        boolean instant = logical != null && "timestamp-millis".equals(logical.getName());
        boolean named = field.name().endsWith("At") || field.name().equals("timestamp");
        boolean unit = field.doc().contains("Milliseconds since 1970-01-01T00:00Z");
        if (instant != named || instant != unit) {
          wrong.add(type.getName() + "." + field.name());
        }
      }
    }
    assertThat(wrong).as("instants end in At, are timestamp-millis and say so").isEmpty();
  }

  @Test
  void shouldGiveEveryEnumADefaultForSymbolsYetToCome() {
    assertThat(types.values())
        .filteredOn(type -> type.getType() == Schema.Type.ENUM)
        .isNotEmpty()
        .allSatisfy(
            type -> assertThat(type.getEnumDefault()).as(type.getName()).isEqualTo("UNKNOWN"));
  }

  @Test
  void shouldMakeNullTheFirstBranchAndTheDefaultOfWhatMayBeMissing() {
    List<String> wrong = new ArrayList<>();
    for (Schema type : types.values()) {
      for (Field field : fieldsOf(type)) {
        boolean optional = field.schema().isNullable();
        boolean nullFirst =
            optional && field.schema().getTypes().get(0).getType() == Schema.Type.NULL;
        if (optional && !(nullFirst && field.hasDefaultValue())) {
          wrong.add(type.getName() + "." + field.name());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldKeyEveryClinicalValueByThePatientItNames() {
    assertThat(Topics.standard().clinical())
        .allSatisfy(
            topic -> {
              assertThat(topic.schema().getField("header")).isNotNull();
              assertThat(topic.schema().getField("patientKey").schema().getType())
                  .isEqualTo(Schema.Type.STRING);
            });
  }

  @Test
  void shouldPublishSchemasWithoutHintsForJava() {
    assertThat(Topics.standard().all())
        .allSatisfy(
            topic -> {
              Schema published = PublishedSchema.of(topic.schema());
              assertThat(topic.schema().toString()).contains("avro.java.string");
              assertThat(published.toString()).doesNotContain("avro.java").contains("\"doc\"");
              assertThat(SchemaFingerprint.of(List.of(published)))
                  .isEqualTo(SchemaFingerprint.of(List.of(topic.schema())));
            });
  }

  private static Map<String, Schema> namedTypes() {
    Map<String, Schema> found = new LinkedHashMap<>();
    Topics.standard().all().forEach(topic -> collect(topic.schema(), found));
    return found;
  }

  private static void collect(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), found));
        }
      }
      case ENUM -> found.put(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), found);
      case MAP -> collect(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
      default -> {
        // Nothing inside.
      }
    }
  }

  private static List<Field> fieldsOf(Schema type) {
    return type.getType() == Schema.Type.RECORD ? type.getFields() : List.of();
  }

  private static Schema withoutNull(Schema schema) {
    return schema.isUnion() && schema.getTypes().size() == 2 ? schema.getTypes().get(1) : schema;
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
