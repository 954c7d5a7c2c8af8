package io.theriac.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymizerTest {

  private static final String SECRET = "a secret of a good length";

  @Property(tries = 200)
  void shouldGiveTheSameShortUrlSafeKeyForTheSameRecord(
      @ForAll String authority, @ForAll String number) {
    Pseudonymizer one = Pseudonymizer.withSecret(SECRET.getBytes(UTF_8));
    Pseudonymizer other = Pseudonymizer.withSecret(SECRET.getBytes(UTF_8));

    assertThat(one.patientKey(authority, number))
        .isEqualTo(other.patientKey(authority, number))
        .matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void shouldTellApartKindsAuthoritiesNumbersAndSecrets() {
    Pseudonymizer mine = Pseudonymizer.withSecret(SECRET.getBytes(UTF_8));

    assertThat(mine.patientKey("ward", "12"))
        .isNotEqualTo(mine.visitId("ward", "12"))
        .isNotEqualTo(mine.patientKey("ward1", "2"))
        .isNotEqualTo(mine.patientKey("ward", "13"))
        .isNotEqualTo(Pseudonymizer.forSyntheticData().patientKey("ward", "12"));
  }

  @Test
  void shouldMatchAnIndependentComputation() {
    // Python's hmac over each part with its length as four big-endian bytes before it.
    Pseudonymizer mine = Pseudonymizer.withSecret(SECRET.getBytes(UTF_8));

    assertThat(mine.patientKey("ward", "12")).isEqualTo("FaO7bdF_wthXDSM5uRVgvA");
  }

  @Test
  void shouldTakeTheSecretFromTheEnvironmentOrAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");

    Pseudonymizer fromValue =
        Pseudonymizer.forData(false, Map.of(Pseudonymizer.SECRET_VARIABLE, SECRET));
    Pseudonymizer fromFile =
        Pseudonymizer.forData(true, Map.of(Pseudonymizer.SECRET_FILE_VARIABLE, file.toString()));

    assertThat(fromFile.patientKey("ward", "12")).isEqualTo(fromValue.patientKey("ward", "12"));
  }

  @Test
  void shouldUseThePublishedSecretForDeclaredSyntheticDataOnly() {
    assertThat(Pseudonymizer.forData(true, Map.of()).patientKey("ward", "12"))
        .isEqualTo(Pseudonymizer.forSyntheticData().patientKey("ward", "12"));

    assertThatThrownBy(() -> Pseudonymizer.forData(false, Map.of()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(Pseudonymizer.SECRET_VARIABLE)
        .hasMessageContaining("--synthetic");
  }

  @Test
  void shouldRefuseAShortSecretAnUnreadableFileAndTwoSecrets() {
    assertThatThrownBy(
            () -> Pseudonymizer.forData(true, Map.of(Pseudonymizer.SECRET_VARIABLE, "short")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("at least 16 bytes");
    assertThatThrownBy(
            () ->
                Pseudonymizer.forData(
                    true, Map.of(Pseudonymizer.SECRET_FILE_VARIABLE, "/nowhere/secret")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("/nowhere/secret");
    assertThatThrownBy(
            () ->
                Pseudonymizer.forData(
                    true,
                    Map.of(
                        Pseudonymizer.SECRET_VARIABLE,
                        SECRET,
                        Pseudonymizer.SECRET_FILE_VARIABLE,
                        "/nowhere/secret")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("unset one");
  }
}
