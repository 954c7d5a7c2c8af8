package io.theriac.model.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.avro.Coding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final Coding DIABETES = new Coding("ICD-10-CM", "E119", "type 2 diabetes");
  private static final Coding HYPERTENSION = new Coding("ICD-10-CM", "I10", null);
  private static final Coding OLD_DIABETES = new Coding("ICD-9-CM", "25000", null);

  @Test
  void shouldSortItsCodesWhateverTheirOrder() {
    Vocabulary one = new Vocabulary(List.of(OLD_DIABETES, HYPERTENSION, DIABETES));
    Vocabulary other = new Vocabulary(List.of(DIABETES, OLD_DIABETES, HYPERTENSION));

    assertThat(one.codes()).containsExactly(DIABETES, HYPERTENSION, OLD_DIABETES);
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    assertThat(one.fingerprint())
        .isNotEqualTo(new Vocabulary(List.of(DIABETES, HYPERTENSION)).fingerprint());
  }

  @Test
  void shouldFindACodeHoweverItIsWritten() {
    Vocabulary vocabulary = new Vocabulary(List.of(DIABETES, HYPERTENSION));

    assertThat(vocabulary.index(new Coding("icd-10-cm", "E11.9", "other name"))).hasValue(0);
    assertThat(vocabulary.index(new Coding("ICD-9-CM", "E119", null))).isEmpty();
  }

  @Test
  void shouldHandBackWhatItDoesNotKnow() {
    Vocabulary vocabulary = new Vocabulary(List.of(DIABETES, HYPERTENSION));
    List<Coding> unknown = new ArrayList<>();

    int[] indices =
        vocabulary.indices(List.of(HYPERTENSION, OLD_DIABETES, DIABETES, HYPERTENSION), unknown);

    assertThat(indices).containsExactly(0, 1);
    assertThat(unknown).containsExactly(OLD_DIABETES);
  }

  @Test
  void shouldSurviveJson() {
    Vocabulary vocabulary = new Vocabulary(List.of(OLD_DIABETES, HYPERTENSION, DIABETES));

    Vocabulary read = VocabularyJson.read(VocabularyJson.write(vocabulary));

    assertThat(read.codes()).isEqualTo(vocabulary.codes());
  }

  @Test
  void shouldRefuseJsonThatWouldMoveIndices() {
    String json =
        """
        {"codes":[{"system":"ICD-10-CM","code":"I10"},{"system":"ICD-10-CM","code":"E119"}]}""";

    assertThatThrownBy(() -> VocabularyJson.read(json)).hasMessageContaining("sorted");
    assertThatThrownBy(() -> VocabularyJson.read("[]")).hasMessageContaining("codes");
  }

  @Test
  void shouldRefuseACodeTwice() {
    assertThatThrownBy(
            () -> new Vocabulary(List.of(DIABETES, new Coding("ICD-10-CM", "E11.9", null))))
        .hasMessageContaining("twice");
  }
}
