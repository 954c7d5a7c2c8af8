package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.cohort.EncodedCohort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {

  @TempDir Path folder;
  private EncodedCohort cohort;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    cohort = TestCohorts.random(12, 4);
    file = folder.resolve("model.safetensors");
    try (Network network = TestCohorts.network(cohort, TestCohorts.config())) {
      network.save(file);
    }
  }

  @Test
  void shouldScoreTheSameAfterSavingAndLoading() throws IOException {
    try (NetworkScorer first =
            new NetworkScorer(TestCohorts.network(cohort, TestCohorts.config()));
        NetworkScorer second =
            new NetworkScorer(Network.load(file, TestCohorts.config(), TestCohorts.SHAPE))) {
      var expected = first.score(cohort.patients());
      var found = second.score(cohort.patients());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i).logits()).containsExactly(expected.get(i).logits());
        assertThat(found.get(i).contributions(2)).isEqualTo(expected.get(i).contributions(2));
      }
    }
  }

  @Test
  void shouldNameAParameterOfAnotherShape() {
    NetworkShape other = new NetworkShape(31, 12, 9);
    assertThatThrownBy(() -> Network.load(file, TestCohorts.config(), other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("but the vocabularies and configuration need");
  }

  @Test
  void shouldNameParametersThatTheConfigurationLacks() {
    NetworkConfig published = NetworkConfig.published();
    NetworkConfig narrow = TestCohorts.config().withParts(published.parts());
    assertThatThrownBy(() -> Network.load(file, narrow, TestCohorts.SHAPE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("wide.deviation");
  }

  @Test
  void shouldNameAMissingParameter() throws IOException {
    NetworkConfig narrow = TestCohorts.config().withParts(NetworkConfig.published().parts());
    try (Network network = TestCohorts.network(cohort, narrow)) {
      network.save(file);
    }
    assertThatThrownBy(() -> Network.load(file, TestCohorts.config(), TestCohorts.SHAPE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lacks parameter");
  }

  @Test
  void shouldRefuseAFileThatIsNoSafetensors() throws IOException {
    Files.writeString(file, "no weights at all, only words");
    assertThatThrownBy(() -> Network.load(file, TestCohorts.config(), TestCohorts.SHAPE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void shouldKeepItsConfigurationAsJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    NetworkConfig config = NetworkConfig.extended();
    assertThat(json.readValue(json.writeValueAsString(config), NetworkConfig.class))
        .isEqualTo(config);
  }

  @Test
  void shouldRefuseStatusSlopesWithoutEvidence() {
    assertThatThrownBy(() -> NetworkConfig.extended().withParts(Set.of(NetworkConfig.Part.STATUS)))
        .hasMessageContaining("STATUS needs part WIDE");
  }
}
