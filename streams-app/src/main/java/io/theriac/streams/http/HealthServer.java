package io.theriac.streams.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.theriac.streams.config.UserError;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Serves {@code /live}, {@code /ready} (which says why it is not) and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor;

  private HealthServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts listening.
   *
   * @param port 0 takes any free one
   * @throws UserError if the port is taken or the host is not this machine's
   */
  public static HealthServer start(
      String host,
      int port,
      BooleanSupplier live,
      Supplier<Readiness> ready,
      Supplier<String> metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (BindException e) {
      throw new UserError(
          "Port %d of %s cannot be used (%s): set http.host and http.port to a free one."
              .formatted(port, host, e.getMessage()),
          e);
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          "Cannot listen on host '%s', port %d: set http.host and http.port.".formatted(host, port),
          e);
    }
    server.createContext(
        "/live",
        exchange -> {
          boolean alive = live.getAsBoolean();
          answer(exchange, alive ? 200 : 503, TEXT, alive ? "live\n" : "not live\n");
        });
    server.createContext(
        "/ready",
        exchange -> {
          Readiness readiness = ready.get();
          answer(exchange, readiness.isReady() ? 200 : 503, TEXT, readiness.describe());
        });
    server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, metrics.get()));
    ExecutorService executor =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "theriac-http");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    server.start();
    return new HealthServer(server, executor);
  }

  /** Where it really listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
