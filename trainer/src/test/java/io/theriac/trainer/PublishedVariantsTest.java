package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.net.NetworkConfig;
import io.theriac.trainer.Ablation.Variant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedVariantsTest {

  @Test
  void shouldBeginWithTheWholeNetworkAndChangeItEachTime() {
    Stream.of(PublishedVariants.components(), PublishedVariants.settings())
        .forEach(
            variants -> {
              assertThat(variants.get(0).network()).isEqualTo(NetworkConfig.published());
              assertThat(variants).extracting(Variant::name).doesNotHaveDuplicates();
              assertThat(variants).extracting(Variant::network).doesNotHaveDuplicates();
            });
  }
}
