package io.theriac.streams.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.theriac.schemas.avro.TrialMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialTermsTest {

  private static final int PATIENTS = 20_000;

  @Test
  void shouldCoverAboutItsShareOfThePatients() {
    for (double share : new double[] {0.01, 0.2, 0.5}) {
      assertThat((double) covered(terms("2", share)).size() / PATIENTS)
          .isCloseTo(share, within(0.01));
    }
    assertThat(covered(terms("2", 1))).hasSize(PATIENTS);
  }

  @Test
  void shouldAlwaysSayTheSameOfAPatient() {
    assertThat(terms("2", 0.5).cover("ann")).isTrue();
    assertThat(terms("2", 0.5).cover("bob")).isFalse();
  }

  @Test
  void shouldKeepThePatientsOfASmallerShare() {
    assertThat(covered(terms("2", 0.3))).containsAll(covered(terms("2", 0.1)));
  }

  @Test
  void shouldTakeOtherPatientsForAnotherVersion() {
    List<String> first = covered(terms("2", 0.1));
    List<String> second = covered(terms("3", 0.1));

    long both = second.stream().filter(first::contains).count();
    assertThat((double) both / second.size()).isCloseTo(0.1, within(0.05));
  }

  @Test
  void shouldRefuseAShareThatIsNone() {
    for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> terms("2", share)).hasMessageContaining("share " + share);
    }
  }

  private static List<String> covered(TrialTerms terms) {
    return IntStream.range(0, PATIENTS)
        .mapToObj(patient -> "patient-" + patient)
        .filter(terms::cover)
        .toList();
  }

  private static TrialTerms terms(String version, double share) {
    return new TrialTerms(TrialMode.CANARY, share, version, Instant.EPOCH);
  }
}
