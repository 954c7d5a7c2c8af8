package io.theriac.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DecoderTest {

  private static final float[] PROBABILITIES = {0.9f, 0.3f, 0.6f, 0.55f};

  /** Medication 0 with 2 gravely, 0 with 3 lightly. */
  private static final float[][] WEIGHTS = {
    {0, 0, 2, 0.25f}, {0, 0, 0, 0}, {2, 0, 0, 0}, {0.25f, 0, 0, 0}
  };

  @Test
  void shouldChooseByProbabilityAlone() {
    Selection all = Decoder.plain(0.5).select(PROBABILITIES);
    assertThat(all.medications()).containsExactly(0, 2, 3);
    assertThat(all.dropped()).isEmpty();
  }

  @Test
  void shouldLeaveOutTheLessProbableOfAGravePair() {
    Selection chosen = decoder(Decoding.penalised(0.5)).select(PROBABILITIES);

    assertThat(chosen.medications()).containsExactly(0, 3);
    assertThat(chosen.dropped())
        .singleElement()
        .satisfies(
            dropped -> {
              assertThat(dropped.medication()).isEqualTo(2);
              assertThat(dropped.because()).isZero();
              assertThat(dropped.penalty()).isCloseTo(1, within(1e-9));
            });
  }

  @Test
  void shouldKeepToItsBudget() {
    Selection chosen = decoder(new Decoding(0, 0.5)).select(PROBABILITIES);

    assertThat(chosen.medications()).containsExactly(0, 3);
    assertThat(chosen.dropped()).extracting(Selection.Dropped::medication).containsExactly(2);
  }

  @Property(tries = 200)
  void shouldChooseOrDropAllThatReachTheThreshold(
      @ForAll long seed, @ForAll @DoubleRange(max = 5) double penalty) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] p = probabilities(random, 12);
    float[][] weights = weights(random, 12);
    Selection plain = Decoder.plain(0.4).select(p);
    Selection chosen = new Decoder(Decoding.penalised(penalty), 0.4, weights).select(p);

    assertThat(
            Stream.concat(
                Arrays.stream(chosen.medications()).boxed(),
                chosen.dropped().stream().map(Selection.Dropped::medication)))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(plain.medications()).boxed().toList());
    chosen.dropped().forEach(d -> assertThat(weights[d.medication()][d.because()]).isPositive());
  }

  @Property(tries = 200)
  void shouldNeverGoBeyondItsBudget(
      @ForAll long seed, @ForAll @DoubleRange(max = 8) double budget) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] p = probabilities(random, 12);
    float[][] weights = weights(random, 12);
    int[] chosen = new Decoder(new Decoding(0, budget), 0.2, weights).select(p).medications();
    double used = 0;
    for (int i = 0; i < chosen.length; i++) {
      for (int j = 0; j < i; j++) {
        used += weights[chosen[i]][chosen[j]];
      }
    }
    assertThat(used).isLessThanOrEqualTo(budget);
  }

  @Test
  void shouldRefuseImpossibleSettings() {
    assertThatThrownBy(() -> new Decoding(-1, 0)).hasMessageContaining("penalty is -1");
    assertThatThrownBy(() -> new Decoding(0, Double.NaN)).hasMessageContaining("budget is NaN");
  }

  private static Decoder decoder(Decoding decoding) {
    return new Decoder(decoding, 0.5, WEIGHTS);
  }

  private static float[] probabilities(SplittableRandom random, int n) {
    float[] p = new float[n];
    for (int i = 0; i < n; i++) {
      p[i] = (float) random.nextDouble();
    }
    return p;
  }

  private static float[][] weights(SplittableRandom random, int n) {
    float[][] weights = new float[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        weights[i][j] = weights[j][i] = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
      }
    }
    return weights;
  }
}
