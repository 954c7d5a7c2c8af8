package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.trainer.Ablation.Variant;
import io.theriac.trainer.ExtendedVariants.Omission;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtendedVariantsTest {

  private static final NetworkConfig WHOLE = NetworkConfig.extended();

  @ParameterizedTest
  @EnumSource
  void shouldLeaveOutWhatTheNetworkHas(Omission omission) {
    NetworkConfig rest = omission.from(WHOLE).orElseThrow().network();
    assertThat(rest).isNotEqualTo(WHOLE);
    assertThat(omission.from(rest)).as("left out of what has none of it").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeAbleToLeaveOutEveryPart(Part part) {
    NetworkConfig rest = Omission.valueOf(part.name()).from(WHOLE).orElseThrow().network();
    assertThat(rest.has(part)).isFalse();
  }

  @Test
  void shouldLeaveNothingOfTheTrunkWithoutIt() {
    NetworkConfig rest = Omission.TRUNK.from(WHOLE).orElseThrow().network();
    assertThat(Omission.MOLECULES.from(rest)).isEmpty();
  }

  @Test
  void shouldNameRowsApart() {
    assertThat(Arrays.stream(Omission.values()).map(one -> one.from(WHOLE).orElseThrow()))
        .extracting(Variant::name)
        .doesNotHaveDuplicates()
        .contains("without soft max", "without molecules");
  }
}
