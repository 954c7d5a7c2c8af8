package io.theriac.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.theriac.schemas.testing.FakeRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that demands TLS and a client's certificate. */
class RegistryTlsTest {

  private static final Schema INT = Schema.create(Schema.Type.INT);
  private static final String PASSWORD = "changeit";

  @TempDir static Path directory;
  private static Path store;
  private static FakeRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    store = selfSignedFor("127.0.0.1");
    SSLContext context = RegistryTls.context(trusting(store, true)).orElseThrow();
    HttpsServer server = HttpsServer.create(FakeRegistry.loopback(), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters demanding = context.getDefaultSSLParameters();
            demanding.setNeedClientAuth(true);
            parameters.setSSLParameters(demanding);
          }
        });
    registry = new FakeRegistry(server);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void shouldTalkOverTlsWithAClientCertificate() {
    assertThat(client(trusting(store, true)).register("s", INT)).isPositive();
  }

  @Test
  void shouldNotGetThroughWithoutAClientCertificate() {
    assertThatThrownBy(() -> client(trusting(store, false)).register("s", INT))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldNotTrustAStrangersCertificate() {
    assertThatThrownBy(() -> client(Map.of()).register("s", INT))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("SSLHandshakeException");
  }

  private static RegistryClient client(Map<String, Object> tls) {
    Map<String, Object> properties = new HashMap<>(tls);
    properties.put("schema.registry.url", "https://127.0.0.1:" + registry.port());
    properties.put("max.retries", 0);
    return new RegistryClient(RegistryConfig.from(properties));
  }

  private static Map<String, Object> trusting(Path store, boolean withKey) {
    Map<String, Object> trust =
        Map.of(
            "schema.registry.ssl.truststore.location",
            store.toString(),
            "schema.registry.ssl.truststore.type",
            "PKCS12",
            "schema.registry.ssl.truststore.password",
            PASSWORD);
    Map<String, Object> all = new HashMap<>(trust);
    if (withKey) {
      trust.forEach((name, value) -> all.put(name.replace("truststore", "keystore"), value));
    }
    return all;
  }

  private static Path selfSignedFor(String ip) throws Exception {
    Path file = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-ext",
                "san=ip:" + ip,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return file;
  }
}
