package io.theriac.model.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.decode.DecodingSearch.Candidate;
import io.theriac.model.eval.Predictions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodingSearchTest {

  private static final float[][] WEIGHTS = {{0, 1, 0}, {1, 0, 0}, {0, 0, 0}};

  @Test
  void shouldFindFewerInteractionsWhereTheyWereNotGiven() {
    // medications 0 and 1 interact, and only the more probable of them is ever given
    int visits = 40;
    int[] patients = new int[visits];
    Arrays.setAll(patients, i -> i);
    float[][] probabilities = new float[visits][];
    Arrays.fill(probabilities, new float[] {0.8f, 0.6f, 0.55f});
    int[][] given = new int[visits][];
    Arrays.fill(given, new int[] {0, 2});

    DecodingSearch search =
        new DecodingSearch(new Predictions(patients, probabilities, given), WEIGHTS);
    List<Candidate> candidates = search.curve();
    Candidate chosen = search.choose(0.8, 0.005);

    assertThat(candidates.get(0).decoding()).isEqualTo(Decoding.plain());
    assertThat(candidates.get(0).pairs()).isEqualTo(1);
    assertThat(chosen.pairs()).isZero();
    assertThat(chosen.jaccard()).isEqualTo(1).isGreaterThan(candidates.get(0).jaccard());
    assertThat(chosen.decoder(WEIGHTS).select(probabilities[0]).medications())
        .containsExactly(0, 2);
  }

  @Test
  void shouldPayForFewerInteractionsOnlySoMuch() {
    Candidate plain = candidate(0, 0.530, 10);
    Candidate little = candidate(0.1, 0.529, 9);
    Candidate enough = candidate(0.2, 0.527, 8);
    Candidate dear = candidate(0.3, 0.500, 2);
    List<List<Candidate>> all =
        List.of(List.of(plain), List.of(little), List.of(enough), List.of(dear));

    assertThat(DecodingSearch.choose(all, 0.8, 0.005)).isEqualTo(enough);
    assertThat(DecodingSearch.choose(all, 0.5, 0.005))
        .as("the best at that price")
        .isEqualTo(enough);
    assertThat(DecodingSearch.choose(all, 0.8, 0.001)).isEqualTo(little);
    Candidate safe = candidate(0, 0.5, 0);
    assertThat(DecodingSearch.choose(List.of(List.of(safe), List.of(dear)), 0.8, 0.005))
        .as("no interaction, no penalty")
        .isEqualTo(safe);
  }

  @Test
  void shouldTakeASmallerPenaltyWithAHigherThresholdWhereThatIsBetter() {
    Candidate plain = candidate(0, 0.530, 10);
    Candidate many = candidate(0.1, 0.529, 9);
    Candidate strict = candidate(0.1, 0.528, 8);
    Candidate strong = candidate(0.2, 0.527, 7);

    assertThat(
            DecodingSearch.choose(
                List.of(List.of(plain), List.of(many, strict), List.of(strong)), 0.8, 0.005))
        .isEqualTo(strict);
  }

  private static Candidate candidate(double penalty, double jaccard, double pairs) {
    return new Candidate(Decoding.penalised(penalty), 0.4, jaccard, pairs);
  }
}
