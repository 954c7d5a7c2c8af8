package io.theriac.streams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.streams.config.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

  private Readiness readiness = new Readiness(List.of(), List.of());
  private HealthServer server;

  @BeforeEach
  void open() {
    server = HealthServer.start("127.0.0.1", 0, () -> true, () -> readiness, () -> "events 1\n");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldSayThatItLives() throws Exception {
    assertThat(get("/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhyItIsNotReady() throws Exception {
    assertThat(get("/ready").statusCode()).isEqualTo(200);

    readiness = new Readiness(List.of("processing is REBALANCING."), List.of("no model yet"));

    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/ready").body())
        .isEqualTo("not ready\n- processing is REBALANCING.\nnote: no model yet\n");
  }

  @Test
  void shouldGiveMetrics() throws Exception {
    assertThat(get("/metrics").body()).isEqualTo("events 1\n");
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    assertThatThrownBy(
            () ->
                HealthServer.start(
                    "127.0.0.1", server.port(), () -> true, () -> readiness, () -> ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(Integer.toString(server.port()))
        .hasMessageContaining("http.port");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
