package io.theriac.model.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class EffectsTest {

  /** Code 0 at visits 1 and 2, code 1 at none, code 2 at all; medication 0 at visits 1 and 3. */
  private static Effects count(double shrinkage) {
    Effects.Counter counter = new Effects.Counter(3, 2);
    counter.add(new int[] {0, 2}, new int[] {0});
    counter.add(new int[] {0, 2}, new int[] {});
    counter.add(new int[] {2}, new int[] {0});
    counter.add(new int[] {2}, new int[] {1});
    counter.add(new int[] {2}, new int[] {});
    return counter.effects(shrinkage);
  }

  @Test
  void shouldCountTheDifferenceOfRates() {
    float[][] table = count(0).table();
    assertThat((double) table[0][0]).isCloseTo(1 / 2.0 - 1 / 3.0, within(1e-7));
    assertThat((double) table[0][1]).isCloseTo(0 - 1 / 3.0, within(1e-7));
  }

  @Test
  void shouldSayNothingOfCodesOfNoVisitOrOfAll() {
    assertThat(count(0).table()[1]).containsOnly(0);
    assertThat(count(0).table()[2]).containsOnly(0);
  }

  @Test
  void shouldShrinkTheExposedVisitsTowardsTheBaseRate() {
    double exposed = (1 + 10 * 2 / 5.0) / (2 + 10);
    assertThat((double) count(10).table()[0][0]).isCloseTo(exposed - 1 / 3.0, within(1e-7));
  }

  @Test
  void shouldEstimateWhatALogisticRegressionOnTheCodeDoes() {
    // Newton's steps for logit P(m) = a + b·[code 0], on the counts 1 of 2 with and 1 of 3 without.
    double a = 0;
    double b = 0;
    for (int step = 0; step < 50; step++) {
      double with = 1 / (1 + Math.exp(-a - b));
      double without = 1 / (1 + Math.exp(-a));
      double ofWith = 2 * with * (1 - with);
      double ofWithout = 3 * without * (1 - without);
      double gradientB = 1 - 2 * with;
      double gradientA = gradientB + 1 - 3 * without;
      double da = (gradientA - gradientB) / ofWithout;
      a += da;
      b += gradientB / ofWith - da;
    }
    double estimate = 1 / (1 + Math.exp(-a - b)) - 1 / (1 + Math.exp(-a));
    assertThat((double) count(0).table()[0][0]).isCloseTo(estimate, within(1e-6));
  }

  @Property
  void shouldPutEachEffectIntoTheRelationOfItsBin(@ForAll @FloatRange(min = -1, max = 1) float e) {
    int relation = Effects.relation(e);
    assertThat(relation).isBetween(0, 5);
    assertThat(e).isLessThanOrEqualTo((relation + 1) / 6f);
    if (relation > 0) {
      assertThat(e).isGreaterThan(relation / 6f);
    }
  }

  @Test
  void shouldAverageOverTheMoleculesOfARelation() {
    Effects effects = new Effects(new float[][] {{0.3f, 0.2f, 0.9f, 0.1f}, {0, 0, 0, 0}});
    float[][] weights = effects.neighbours(MoleculeTable.of(new int[][] {{0, 1}, {2}, {}, {3}}));
    // Medications 0 and 1 have three molecules in relation 1; 2 has none that is known.
    assertThat(weights[0][0]).isEqualTo(1 / 3f);
    assertThat(weights[0][1]).isEqualTo(1 / 3f);
    assertThat(sum(weights[0])).isCloseTo(2 / 3f, within(1e-6f));
    assertThat(weights[1]).containsOnly(0);
  }

  @Test
  void shouldInterpolateQuantiles() {
    Effects effects = new Effects(new float[][] {{0.4f, 0.1f}, {0.3f, 0.2f}});
    assertThat(effects.quantiles(0, 0.5, 0.9, 1))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.1f, 0.25f, 0.37f, 0.4f);
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
