package io.theriac.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;

/**
 * A schema as the registry shows it to everyone: without the hints that Avro's Java compiler leaves
 * on every string, so that it is the same contract whatever language registers it.
 */
public final class PublishedSchema {

  private static final String JAVA_HINT = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PublishedSchema() {}

  /** The same schema without Java's hints; docs, defaults, aliases and logical types stay. */
  public static Schema of(Schema schema) {
    try {
      return new Schema.Parser().parse(withoutHints(JSON.readTree(schema.toString())).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
    }
  }

  private static JsonNode withoutHints(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withoutHints(array.get(i)));
      }
      return array;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    boolean hinted = object.remove(JAVA_HINT) != null;
    if (hinted && object.size() == 1 && object.get("type") instanceof TextNode plainType) {
      return plainType;
    }
    object.properties().forEach(member -> member.setValue(withoutHints(member.getValue())));
    return object;
  }
}
