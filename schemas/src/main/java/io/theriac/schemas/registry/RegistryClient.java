package io.theriac.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The part of Confluent's Schema Registry API that Theriac needs; any registry that speaks it will
 * do. Safe for use by several threads. Nothing is cached here.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when the registry cannot be asked and
 * {@link RegistryException} when it refuses.
 */
public final class RegistryClient {

  private final RegistryTransport transport;

  public RegistryClient(RegistryConfig config) {
    this.transport = new RegistryTransport(config);
  }

  /** Registers a schema, or finds it if it is there; answers its id. */
  public int register(String subject, Schema schema) {
    return intIn(transport.post(subject(subject) + "/versions", body(schema)), "id");
  }

  /** The version of the subject that is exactly this schema. */
  public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
    return ifFound(() -> transport.post(subject(subject), body(schema)))
        .map(RegistryClient::registered);
  }

  /**
   * The schema of an id; empty if there is none.
   *
   * @throws UnsupportedSchemaException if it is not an Avro schema, or one with references
   */
  public Optional<Schema> schema(int id) {
    return ifFound(() -> transport.get("/schemas/ids/" + id))
        .map(answer -> avro("Schema id " + id, answer));
  }

  /** Version numbers of a subject, ascending; empty if there is no such subject. */
  public List<Integer> versions(String subject) {
    return ifFound(() -> transport.get(subject(subject) + "/versions")).stream()
        .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
        .map(JsonNode::asInt)
        .toList();
  }

  /** One version of a subject. */
  public Optional<RegisteredSchema> version(String subject, int version) {
    return ifFound(() -> transport.get(subject(subject) + "/versions/" + version))
        .map(RegistryClient::registered);
  }

  /** The newest version of a subject. */
  public Optional<RegisteredSchema> latest(String subject) {
    return ifFound(() -> transport.get(subject(subject) + "/versions/latest"))
        .map(RegistryClient::registered);
  }

  /** The subject's own compatibility level; empty if it has none and the global one holds. */
  public Optional<Compatibility> compatibility(String subject) {
    return ifFound(() -> transport.get("/config/" + encoded(subject)))
        .map(answer -> Compatibility.valueOf(textIn(answer, "compatibilityLevel")));
  }

  /** Sets the subject's own compatibility level. */
  public void setCompatibility(String subject, Compatibility level) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    transport.put("/config/" + encoded(subject), body);
  }

  /** Whether a schema could be registered as the next version, by the subject's own rule. */
  public boolean isCompatible(String subject, Schema schema) {
    return ifFound(
            () ->
                transport.post(
                    "/compatibility/subjects/" + encoded(subject) + "/versions", body(schema)))
        .map(answer -> answer.path("is_compatible").asBoolean(false))
        .orElse(true);
  }

  private static RegisteredSchema registered(JsonNode answer) {
    String subject = textIn(answer, "subject");
    int version = intIn(answer, "version");
    Schema schema = avro("Subject %s version %d".formatted(subject, version), answer);
    return new RegisteredSchema(subject, version, intIn(answer, "id"), schema);
  }

  private static Schema avro(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!"AVRO".equals(type)) {
      throw new UnsupportedSchemaException(
          "%s is of type %s, not Avro.".formatted(what, type), null);
    }
    try {
      // A peer may have registered a default that Avro no longer accepts; reading needs none of it.
      return new Schema.Parser().setValidateDefaults(false).parse(textIn(answer, "schema"));
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new UnsupportedSchemaException(
          "%s is not an Avro schema that stands alone.".formatted(what), e);
    }
  }

  private static Optional<JsonNode> ifFound(Supplier<JsonNode> call) {
    try {
      return Optional.of(call.get());
    } catch (RegistryException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ObjectNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
  }

  private static String subject(String subject) {
    return "/subjects/" + encoded(subject);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static int intIn(JsonNode answer, String field) {
    return member(answer, field).asInt();
  }

  private static String textIn(JsonNode answer, String field) {
    return member(answer, field).asText();
  }

  private static JsonNode member(JsonNode answer, String field) {
    if (!answer.hasNonNull(field)) {
      throw new RegistryException(
          "The schema registry's answer has no '%s': is this a registry of Confluent's API?"
              .formatted(field),
          200,
          200);
    }
    return answer.get(field);
  }

  @Override
  public String toString() {
    return transport.toString();
  }
}
