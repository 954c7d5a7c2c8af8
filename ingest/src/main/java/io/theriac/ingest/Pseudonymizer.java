package io.theriac.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces record numbers by keys that only the holder of the secret can recompute.
 *
 * <p>A key is HMAC-SHA-256 of its kind and parts (each with its length, so that parts cannot run
 * into each other), cut to 128 bits, as 22 URL-safe characters. The same secret and record number
 * always give the same key, so events from several feeds of one hospital meet; without the secret
 * short record numbers cannot be found by trying them all. Safe for use by several threads.
 */
public final class Pseudonymizer {

  /** Environment variable with the secret itself. */
  public static final String SECRET_VARIABLE = "THERIAC_PSEUDONYM_SECRET";

  /** Environment variable with the path of a file that holds the secret. */
  public static final String SECRET_FILE_VARIABLE = "THERIAC_PSEUDONYM_SECRET_FILE";

  private static final String SYNTHETIC_SECRET = "theriac: synthetic data only, protects nobody";
  private static final int SHORTEST_SECRET = 16;
  private static final int KEY_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  private Pseudonymizer(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * Makes keys with a secret given by the caller.
   *
   * @throws ImportException if the secret has fewer than 16 bytes
   */
  public static Pseudonymizer withSecret(byte[] secret) {
    if (secret.length < SHORTEST_SECRET) {
      throw new ImportException(
          "The pseudonym secret is too short: use at least %d bytes, for example the output of"
                  .formatted(SHORTEST_SECRET)
              + " 'openssl rand -base64 32'.");
    }
    return new Pseudonymizer(secret.clone());
  }

  /**
   * A fixed, published secret: the keys it makes protect nobody. Only for data that is synthetic or
   * already de-identified, so that runs can be repeated by anyone.
   */
  public static Pseudonymizer forSyntheticData() {
    return new Pseudonymizer(SYNTHETIC_SECRET.getBytes(UTF_8));
  }

  /**
   * The secret of the environment; for data declared synthetic or de-identified the published one
   * when the environment has none.
   *
   * @param environment {@code System.getenv()} outside tests
   * @throws ImportException if the secret is needed and missing, too short, given twice or
   *     unreadable
   */
  public static Pseudonymizer forData(boolean declaredSynthetic, Map<String, String> environment) {
    Optional<Pseudonymizer> own = fromEnvironment(environment);
    if (own.isEmpty() && !declaredSynthetic) {
      throw new ImportException(
          "No pseudonym secret: set %s, or %s to a file that holds it, or declare the data"
                  .formatted(SECRET_VARIABLE, SECRET_FILE_VARIABLE)
              + " synthetic or de-identified with --synthetic.");
    }
    return own.orElseGet(Pseudonymizer::forSyntheticData);
  }

  /** The secret of the environment, if it has one. */
  public static Optional<Pseudonymizer> fromEnvironment(Map<String, String> environment) {
    String value = environment.getOrDefault(SECRET_VARIABLE, "");
    String file = environment.getOrDefault(SECRET_FILE_VARIABLE, "");
    if (!value.isEmpty() && !file.isEmpty()) {
      throw new ImportException(
          "Both %s and %s are set: unset one.".formatted(SECRET_VARIABLE, SECRET_FILE_VARIABLE));
    }
    if (!value.isEmpty()) {
      return Optional.of(withSecret(value.getBytes(UTF_8)));
    }
    return file.isEmpty() ? Optional.empty() : Optional.of(withSecret(read(Path.of(file))));
  }

  /** Key of a patient, from the authority that gave the record number and the number. */
  public String patientKey(String assigningAuthority, String recordNumber) {
    return key("patient", assigningAuthority, recordNumber);
  }

  /** Id of a visit, from the authority that gave the visit number and the number. */
  public String visitId(String assigningAuthority, String visitNumber) {
    return key("visit", assigningAuthority, visitNumber);
  }

  /**
   * Any other stable id, such as that of an event or an order, from what identifies it at its
   * source; keyed too, because the parts may hold record numbers.
   */
  public String key(String kind, String... parts) {
    Mac mac = newMac();
    update(mac, kind);
    for (String part : parts) {
      update(mac, part);
    }
    byte[] digest = Arrays.copyOf(mac.doFinal(), KEY_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static void update(Mac mac, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    mac.update(bytes);
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks " + ALGORITHM, e);
    }
  }

  /** A trailing line break belongs to the editor that wrote the file, not to the secret. */
  private static byte[] read(Path file) {
    try {
      return Files.readString(file).stripTrailing().getBytes(UTF_8);
    } catch (IOException e) {
      throw new ImportException(
          "The pseudonym secret cannot be read from %s: check that %s names a readable text file."
              .formatted(file, SECRET_FILE_VARIABLE),
          e);
    }
  }
}
