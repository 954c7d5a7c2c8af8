package io.theriac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.net.NetworkConfig;
import io.theriac.trainer.Ablation.Group;
import io.theriac.trainer.Ablation.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedVariantsTest {

  private static final NetworkConfig WHOLE = NetworkConfig.published();

  @Test
  void shouldHoldTheWholeNetworkOnceInEachGroupAndChangeItOtherwise() {
    for (Group group : PublishedVariants.groups(WHOLE, true)) {
      assertThat(group.variants()).extracting(Variant::network).containsOnlyOnce(WHOLE);
      assertThat(group.variants()).extracting(Variant::network).doesNotHaveDuplicates();
      assertThat(group.variants()).extracting(Variant::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldNameTheSettingsOfThePaper() {
    assertThat(names(PublishedVariants.groups(WHOLE, true).get(0)))
        .containsExactly("BASE", "G", "GY", "L", "LGY");
    assertThat(names(PublishedVariants.groups(WHOLE, false).get(0)))
        .as("without laboratory results")
        .containsExactly("BASE", "G", "GY");
  }

  @Test
  void shouldNotTakeAwayMoleculesThatAreNotThere() {
    NetworkConfig without = WHOLE.withTrunk(WHOLE.trunk().withoutMolecules());

    assertThat(names(PublishedVariants.groups(WHOLE, true).get(2))).contains("without molecules");
    assertThat(names(PublishedVariants.groups(without, true).get(2)))
        .doesNotContain("without molecules")
        .contains("whole", "without roles");
  }

  private static List<String> names(Group group) {
    return group.variants().stream().map(Variant::name).toList();
  }
}
