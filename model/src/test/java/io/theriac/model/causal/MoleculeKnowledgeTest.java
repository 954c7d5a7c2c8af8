package io.theriac.model.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.terminology.InvalidTableException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoleculeKnowledgeTest {

  private static MoleculeKnowledge read(String... rows) {
    return MoleculeKnowledge.read(
        new StringReader("atc,molecule\n" + String.join("\n", rows)), "molecules.csv");
  }

  @Test
  void shouldGiveEachMedicationItsMolecules() {
    MoleculeTable table =
        read("C09AA02,proline", "C09AA02,ester", "A10BA02,guanidine", "C09AA03,proline")
            .table(List.of("A10BA02", "C09AA02", "C09AA03", "B01AA03"));
    assertThat(table.molecules()).isEqualTo(3);
    assertThat(table.of(0)).hasSize(1);
    assertThat(table.of(1)).hasSize(2).doesNotContain(table.of(0));
    assertThat(table.of(1)).contains(table.of(2));
    assertThat(table.of(3)).isEmpty();
    assertThat(table.known()).isEqualTo(3);
    assertThat(table.membership()[1]).contains(1, 1).hasSize(3);
  }

  @Test
  void shouldGiveAClassTheMoleculesOfItsSubstances() {
    MoleculeTable table =
        read("C09AA02,proline", "C09AA02,ester", "C09AA03,proline").table(List.of("C09AA"));
    assertThat(table.of(0)).hasSize(2);
  }

  @Test
  void shouldKnowNothingOfOtherDrugs() {
    assertThat(read("C09AA02,proline").table(List.of("B01AA03")).isEmpty()).isTrue();
  }

  @Test
  void shouldNameTheRowThatIsNoDrug() {
    assertThatThrownBy(() -> read("C09AA02,proline", "aspirin,ring"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("molecules.csv, line 3, column atc")
        .hasMessageContaining("'aspirin' is not an ATC code");
  }

  @Test
  void shouldRefuseAMoleculeOutOfRange() {
    assertThatThrownBy(() -> new MoleculeTable(new int[][] {{0}, {2}}, 2))
        .hasMessageContaining("Medication 1 has molecule 2");
  }

  @Test
  void shouldTellMedicationsWithoutKnownMoleculesApart() {
    MoleculeTable table = new MoleculeTable(new int[][] {{}, {0, 1}, {}}, 2);
    assertThat(table.completed().byMedication()).isDeepEqualTo(new int[][] {{2}, {0, 1}, {3}});
    assertThat(table.completed().molecules()).isEqualTo(4);
    assertThat(table.known()).isEqualTo(1);
  }
}
