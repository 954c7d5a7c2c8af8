package io.theriac.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one call to the registry: tries the addresses in turn, beginning with the one that
 * answered last, and begins again after a wait with backoff and jitter.
 */
final class RegistryTransport {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryConfig config;
  private final HttpClient http;
  private final AtomicInteger preferred = new AtomicInteger();

  RegistryTransport(RegistryConfig config) {
    this.config = config;
    // Redirects are not followed: they would carry the credentials to wherever they point.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout());
    config.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  JsonNode get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  JsonNode post(String path, JsonNode body) {
    return call("POST", path, BodyPublishers.ofString(body.toString()));
  }

  JsonNode put(String path, JsonNode body) {
    return call("PUT", path, BodyPublishers.ofString(body.toString()));
  }

  private JsonNode call(String method, String path, BodyPublisher body) {
    TransientFault last = null;
    for (int round = 0; round <= config.maxRetries(); round++) {
      if (round > 0) {
        LOG.warn("Schema registry: {}; trying again", last.getMessage());
        pause(backoff(round));
      }
      int first = preferred.get();
      for (int i = 0; i < config.urls().size(); i++) {
        int index = (first + i) % config.urls().size();
        try {
          JsonNode answer = attempt(config.urls().get(index), method, path, body);
          preferred.set(index);
          return answer;
        } catch (TransientFault fault) {
          last = fault;
        }
      }
    }
    throw new RegistryUnavailableException(
        "The schema registry did not answer %s %s after %d attempts at %s (%s): see that it runs and that %s is right."
            .formatted(
                method,
                path,
                config.maxRetries() + 1,
                config.urls(),
                last.getMessage(),
                RegistryConfig.URL),
        last);
  }

  private JsonNode attempt(URI base, String method, String path, BodyPublisher body)
      throws TransientFault {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(config.readTimeout())
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body);
    config.authorization().ifPresent(value -> request.header("Authorization", value.value()));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return answer(base, method, path, response);
    } catch (IOException e) {
      String detail = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new TransientFault(base + " " + e.getClass().getSimpleName() + detail, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static JsonNode answer(
      URI base, String method, String path, HttpResponse<String> response) throws TransientFault {
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      throw new TransientFault("%s answered %d".formatted(base, status), null);
    }
    JsonNode body = parsed(response.body());
    if (status >= 200 && status < 300) {
      if (body == null) {
        throw new RegistryException(
            "%s answered %s %s with something that is not JSON: is it a schema registry's address?"
                .formatted(base, method, path),
            status,
            status);
      }
      return body;
    }
    throw refusal(base, method + " " + path, status, body);
  }

  private static RegistryException refusal(URI base, String call, int status, JsonNode body) {
    boolean explained = body != null && body.hasNonNull("error_code");
    String remedy =
        switch (status) {
          case 401 -> " Check the registry's credentials.";
          case 403 -> " The registry's credentials do not allow this.";
          case 404 -> explained ? "" : " Check the path in %s.".formatted(RegistryConfig.URL);
          default ->
              status < 400 ? " Give the address it redirects to: redirects are not followed." : "";
        };
    String message = explained ? ": " + body.path("message").asText("") : ".";
    return new RegistryException(
        "The schema registry at %s refused %s (%d)%s%s"
            .formatted(base, call, status, message, remedy),
        status,
        explained ? body.get("error_code").asInt() : status);
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** Doubles with each round up to the longest wait; the upper half of it is left to chance. */
  private Duration backoff(int round) {
    long full =
        Math.min(
            config.maxRetryWait().toMillis(),
            config.retryWait().toMillis() << Math.min(round - 1, 20));
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "schema registry %s", config.urls());
  }

  /** Worth another try, here or at another address. */
  private static final class TransientFault extends Exception {
    private static final long serialVersionUID = 1L;

    TransientFault(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
