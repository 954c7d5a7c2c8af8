package io.theriac.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.testing.FakeRegistry;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private static final Schema INT = Schema.create(Schema.Type.INT);

  private final FakeRegistry registry = FakeRegistry.start();
  private final FakeRegistry second = FakeRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
    second.close();
  }

  @Test
  void shouldRegisterAndFindAgain() {
    RegistryClient client = client(registry.url());

    int id = client.register("a/b c", INT);

    assertThat(client.schema(id)).contains(INT);
    assertThat(client.lookup("a/b c", INT)).contains(new RegisteredSchema("a/b c", 1, id, INT));
    assertThat(client.latest("a/b c")).isEqualTo(client.version("a/b c", 1));
    assertThat(client.versions("a/b c")).containsExactly(1);
    client.setCompatibility("a/b c", Compatibility.FULL_TRANSITIVE);
    assertThat(client.compatibility("a/b c")).contains(Compatibility.FULL_TRANSITIVE);
  }

  @Test
  void shouldAnswerEmptyForWhatIsNotThere() {
    RegistryClient client = client(registry.url());

    assertThat(client.schema(9)).isEmpty();
    assertThat(client.lookup("none", INT)).isEmpty();
    assertThat(client.latest("none")).isEmpty();
    assertThat(client.versions("none")).isEmpty();
    assertThat(client.compatibility("none")).isEmpty();
  }

  @Test
  void shouldTryAgainAfterPassingFaults() {
    registry.failNextWith(503, 429, 500);

    assertThat(client(registry.url()).register("s", INT)).isEqualTo(1);
    assertThat(registry.calls()).hasSize(4);
  }

  @Test
  void shouldGiveUpAsUnavailableWhenFaultsStay() {
    registry.failNextWith(503, 503, 503, 503);

    assertThatThrownBy(() -> client(registry.url()).register("s", INT))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("answered 503")
        .hasMessageContaining("after 4 attempts");
  }

  @Test
  void shouldGoToTheNextAddressAndStayThere() throws Exception {
    RegistryClient client = client("http://127.0.0.1:" + closedPort() + "," + second.url());

    client.register("s", INT);
    client.register("s", INT);

    assertThat(second.calls()).hasSize(2);
  }

  @Test
  void shouldGoToTheNextAddressWhenOneIsOutOfOrder() {
    registry.failNextWith(500);

    client(registry.url() + "," + second.url()).register("s", INT);

    assertThat(registry.calls()).hasSize(1);
    assertThat(second.calls()).hasSize(1);
  }

  @Test
  void shouldCallAnUnreachableRegistryUnavailable() throws Exception {
    String url = "http://ann:secret@127.0.0.1:" + closedPort();

    assertThatThrownBy(() -> client(url).register("s", INT))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("see that it runs and that schema.registry.url is right")
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldSendCredentialsWithEveryCall() {
    RegistryClient client =
        client(
            registry.url(),
            "basic.auth.credentials.source",
            "USER_INFO",
            "basic.auth.user.info",
            "ann:secret");

    client.register("s", INT);
    client.schema(1);

    assertThat(registry.authorizations()).containsOnly("Basic YW5uOnNlY3JldA==");
  }

  @Test
  void shouldExplainARefusalWithoutRepeatingCredentials() {
    registry.failNextWith(401);
    RegistryClient client =
        client(
            registry.url(),
            "bearer.auth.credentials.source",
            "STATIC_TOKEN",
            "bearer.auth.token",
            "t0ken");

    assertThatThrownBy(() -> client.schema(1))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("Check the registry's credentials")
        .hasMessageNotContaining("t0ken");
    assertThat(registry.authorizations()).containsExactly("Bearer t0ken");
  }

  @Test
  void shouldTellAWrongPathFromAMissingSchema() {
    registry.failNextWith(404);

    assertThatThrownBy(() -> client(registry.url()).schema(1))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("Check the path in schema.registry.url");
  }

  @Test
  void shouldNotCarryCredentialsToARedirect() {
    registry.failNextWith(302);

    assertThatThrownBy(() -> client(registry.url()).schema(1))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("redirects are not followed");
  }

  @Test
  void shouldSeeThatSomethingElseAnswers() {
    registry.failNextWith(200);

    assertThatThrownBy(() -> client(registry.url()).schema(1))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("is it a schema registry's address?");
  }

  @Test
  void shouldGiveConfluentsErrorCode() {
    registry.put("s", "\"int\"", "AVRO");

    assertThat(client(registry.url()).version("s", 2)).isEmpty();
    assertThat(new RegistryException("x", 409, 409).isIncompatible()).isTrue();
    assertThat(List.of(40401, 40402, 40403, 40408))
        .allMatch(code -> new RegistryException("x", 404, code).isNotFound());
  }

  private static RegistryClient client(String urls, String... settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("schema.registry.url", urls);
    properties.put("retries.wait.ms", 2);
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return new RegistryClient(RegistryConfig.from(properties));
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
