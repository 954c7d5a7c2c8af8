package io.theriac.model.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.terminology.InvalidTableException;
import io.theriac.schemas.avro.DdiSeverity;
import java.io.StringReader;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdiKnowledgeTest {

  private static final DdiKnowledge BUNDLED = DdiKnowledge.bundled();
  private static final String WARFARIN = "B01AA03";
  private static final String IBUPROFEN = "M01AE01";
  private static final String NAPROXEN = "M01AE02";

  private static final DdiKnowledge KNOWLEDGE =
      knowledge(
          row("B01AA", "M01A", "major"),
          row(IBUPROFEN, WARFARIN, "moderate"),
          row("M01AE", "M01AE", "minor"),
          row("B01AA03", "M01AE", "contraindicated"),
          row("B01AA", "M01AE02", "moderate"));

  @Test
  void shouldFindTheSameRowInBothOrders() {
    assertThat(KNOWLEDGE.interaction(WARFARIN, IBUPROFEN))
        .isPresent()
        .isEqualTo(KNOWLEDGE.interaction(IBUPROFEN, WARFARIN));
  }

  @Test
  void shouldPreferTheMostSpecificRowEvenIfMilder() {
    assertThat(severity(WARFARIN, IBUPROFEN)).isEqualTo(DdiSeverity.MODERATE);
  }

  @Test
  void shouldPreferTheMostSevereOfEquallySpecificRows() {
    assertThat(severity(WARFARIN, NAPROXEN)).isEqualTo(DdiSeverity.CONTRAINDICATED);
  }

  @Test
  void shouldFallBackToTheClass() {
    assertThat(severity("B01AA04", "M01AB05")).isEqualTo(DdiSeverity.MAJOR);
  }

  @Test
  void shouldFindInteractionsWithinAClassButNotOfADrugWithItself() {
    assertThat(severity(IBUPROFEN, NAPROXEN)).isEqualTo(DdiSeverity.MINOR);
    assertThat(KNOWLEDGE.interaction(IBUPROFEN, IBUPROFEN)).isEmpty();
  }

  @Test
  void shouldNotTakeACoarserCodeForOneOfItsSubstances() {
    assertThat(KNOWLEDGE.interaction("B01A", "M01A")).isEmpty();
    assertThat(KNOWLEDGE.interaction("B01AA", "M01AE01")).isPresent();
  }

  @Test
  void shouldSayThatClassesInteractWhenAnyOfTheirSubstancesDo() {
    assertThat(KNOWLEDGE.matrix(List.of("B01A", "M01A", "C09A")))
        .isDeepEqualTo(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
    assertThat(KNOWLEDGE.matrix(List.of("M01AE", "B01AA")))
        .isDeepEqualTo(new float[][] {{0, 1}, {1, 0}});
  }

  @Test
  void shouldHaveAMatrixOfItsInteractionsAtLevel5() {
    List<String> codes =
        BUNDLED.pairs().stream()
            .flatMap(p -> List.of(p.atcA(), p.atcB()).stream())
            .filter(code -> code.length() == 7)
            .distinct()
            .limit(120)
            .toList();
    float[][] matrix = BUNDLED.matrix(codes);
    for (int i = 0; i < codes.size(); i++) {
      for (int j = 0; j < codes.size(); j++) {
        assertThat(matrix[i][j] == 1)
            .as("%s with %s", codes.get(i), codes.get(j))
            .isEqualTo(BUNDLED.interaction(codes.get(i), codes.get(j)).isPresent());
      }
    }
  }

  @Test
  void shouldComeWithASourceForEveryPair() {
    assertThat(BUNDLED.pairs()).hasSize(781).allSatisfy(p -> assertThat(p.source()).isNotBlank());
  }

  @Property(tries = 300)
  void shouldNeverDependOnTheOrderOfTheDrugs(
      @ForAll @From("codes") String a, @ForAll @From("codes") String b) {
    assertThat(BUNDLED.interaction(a, b)).isEqualTo(BUNDLED.interaction(b, a));
  }

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.of(
        BUNDLED.pairs().stream().flatMap(p -> List.of(p.atcA(), p.atcB()).stream()).toList());
  }

  @Test
  void shouldHaveAFingerprintOfItsRowsWhateverTheirOrder() {
    String one = row("B01AA", "M01A", "major");
    String other = row("C09A", "C03D", "major");

    assertThat(knowledge(one, other).fingerprint())
        .isEqualTo(knowledge(other, one).fingerprint())
        .isNotEqualTo(knowledge(one).fingerprint())
        .isNotEqualTo(knowledge(one, row("C09A", "C03D", "minor")).fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "B01XX9,M01A,major,line 2,drug_a_atc",
    "B01AA,?,major,line 2,drug_b_atc",
    "B01AA,M01A,bad,line 2,severity"
  })
  void shouldRefuseABadRow(String a, String b, String severity, String line, String column) {
    assertThatThrownBy(() -> knowledge(row(a, b, severity)))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("pairs.csv, " + line + ", column " + column);
  }

  private static DdiSeverity severity(String a, String b) {
    return KNOWLEDGE.interaction(a, b).orElseThrow().severity();
  }

  private static DdiKnowledge knowledge(String... rows) {
    return DdiKnowledge.read(
        new StringReader(String.join(",", DdiKnowledge.HEADER) + "\n" + String.join("\n", rows)),
        "pairs.csv");
  }

  private static String row(String a, String b, String severity) {
    return "a,%s,b,%s,%s,mechanism,effect,management,source".formatted(a, b, severity);
  }
}
