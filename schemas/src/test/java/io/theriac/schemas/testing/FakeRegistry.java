package io.theriac.schemas.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A registry of Confluent's API on loopback for unit tests: no compatibility rules, but faults on
 * demand. The real registry is the business of the integration tests.
 */
public final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new TreeMap<>();
  private final Map<Integer, String> types = new TreeMap<>();
  private final Map<String, String> levels = new TreeMap<>();
  private final Deque<Integer> faults = new ConcurrentLinkedDeque<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  public FakeRegistry(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.start();
  }

  /** Over plain HTTP on a free port. */
  public static FakeRegistry start() {
    try {
      return new FakeRegistry(HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The next calls are answered with these statuses and nothing else. */
  public void failNextWith(Integer... statuses) {
    faults.addAll(List.of(statuses));
  }

  /** Puts a schema of any type; answers its id. */
  public synchronized int put(String subject, String schema, String type) {
    int id = register(subject, schema);
    types.put(id, type);
    return id;
  }

  /** Authorization headers received, in order; "" for none. */
  public List<String> authorizations() {
    return authorizations;
  }

  /** Calls received, as {@code GET /path}. */
  public List<String> calls() {
    return calls;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(header == null ? "" : header);
    calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Integer fault = faults.poll();
    if (fault != null) {
      exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
      send(exchange, fault, "<html>out of order</html>");
      return;
    }
    String[] path =
        Stream.of(exchange.getRequestURI().getRawPath().substring(1).split("/", -1))
            .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
            .toArray(String[]::new);
    try {
      send(exchange, 200, JSON.writeValueAsString(answer(exchange.getRequestMethod(), path, body)));
    } catch (NotFound e) {
      send(exchange, 404, "{\"error_code\":%d,\"message\":\"not found\"}".formatted(e.code));
    }
  }

  private synchronized Object answer(String method, String[] path, String body)
      throws IOException, NotFound {
    return switch (method + " " + path[0] + " " + path.length) {
      case "POST subjects 3" -> Map.of("id", register(path[1], schemaIn(body)));
      case "POST subjects 2" -> version(path[1], lookup(path[1], schemaIn(body)));
      case "GET subjects 3" -> versionNumbers(path[1]);
      case "GET subjects 4" -> version(path[1], number(path[1], path[3]));
      case "GET schemas 3" -> schema(Integer.parseInt(path[2]));
      case "GET config 2" -> Map.of("compatibilityLevel", level(path[1]));
      case "PUT config 2" -> {
        levels.put(path[1], JSON.readTree(body).get("compatibility").asText());
        yield JSON.readTree(body);
      }
      default -> throw new NotFound(404);
    };
  }

  private int register(String subject, String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    int id = schemas.indexOf(schema) + 1;
    List<Integer> ids = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return id;
  }

  private int lookup(String subject, String schema) throws NotFound {
    int version = ids(subject).indexOf(schemas.indexOf(schema) + 1) + 1;
    if (version == 0) {
      throw new NotFound(40403);
    }
    return version;
  }

  private int number(String subject, String version) throws NotFound {
    return "latest".equals(version) ? ids(subject).size() : Integer.parseInt(version);
  }

  private List<Integer> versionNumbers(String subject) throws NotFound {
    List<Integer> numbers = new ArrayList<>();
    ids(subject).forEach(id -> numbers.add(numbers.size() + 1));
    return numbers;
  }

  private Map<String, Object> version(String subject, int version) throws NotFound {
    if (version > ids(subject).size()) {
      throw new NotFound(40402);
    }
    int id = ids(subject).get(version - 1);
    return Map.of("subject", subject, "version", version, "id", id, "schema", schemas.get(id - 1));
  }

  private Map<String, Object> schema(int id) throws NotFound {
    if (id < 1 || id > schemas.size()) {
      throw new NotFound(40403);
    }
    return Map.of("schema", schemas.get(id - 1), "schemaType", types.getOrDefault(id, "AVRO"));
  }

  private String level(String subject) throws NotFound {
    if (!levels.containsKey(subject)) {
      throw new NotFound(40408);
    }
    return levels.get(subject);
  }

  private List<Integer> ids(String subject) throws NotFound {
    if (!subjects.containsKey(subject)) {
      throw new NotFound(40401);
    }
    return subjects.get(subject);
  }

  private static String schemaIn(String body) throws IOException {
    JsonNode schema = JSON.readTree(body).get("schema");
    return JSON.readTree(schema.asText()).toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static final class NotFound extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    NotFound(int code) {
      this.code = code;
    }
  }
}
