package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.cohort.LabValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabScaleTest {

  private static final List<LabValue> LABS =
      List.of(new LabValue(0, 4), new LabValue(0, 8), new LabValue(2, 100));

  private final LabScale scale = LabScale.from(cohort(LABS));

  private static EncodedCohort cohort(List<LabValue> labs) {
    EncodedVisit visit = new EncodedVisit(new int[0], new int[0], new int[0], 0, 50, labs, 0);
    return new EncodedCohort(
        List.of(new EncodedPatient("p", List.of(visit))), 1, 1, 1, new float[1][1]);
  }

  @Test
  void shouldStandardiseOverTheTrainingVisits() {
    // Tests 0, 0, 2 have mean 2/3 and variance 8/9; the values of test 0 have mean 6, deviation 2.
    float[] found = scale.standardised(new LabValue(0, 9));
    assertThat(found[0]).isCloseTo((float) (-2 / 3.0 / Math.sqrt(8 / 9.0)), within(1e-6f));
    assertThat(found[1]).isCloseTo(1.5f, within(1e-6f));
  }

  @Test
  void shouldNotDivideByNothing() {
    assertThat(scale.standardised(new LabValue(2, 103))[1]).isEqualTo(3);
    assertThat(scale.standardised(new LabValue(1, 7))[1]).isEqualTo(7);
    assertThat(scale.standardised(new LabValue(9, 7))[1]).isZero();
    assertThat(LabScale.from(cohort(List.of())).mean()).isEmpty();
  }

  @Test
  void shouldStandardiseWithinTheVisit() {
    float[][] found = LabScale.withinVisit(LABS);
    assertThat(Stream.of(found).mapToDouble(row -> row[1]).sum()).isCloseTo(0, within(1e-5));
    assertThat(found[2][1]).isPositive();
    assertThat(LabScale.withinVisit(LABS.subList(0, 1))[0]).containsOnly(0);
    assertThat(LabScale.withinVisit(List.of())).isEmpty();
  }

  @Test
  void shouldSumRectifiedResultsAndLeavePaddingOut() {
    int dim = 5;
    try (BlockHarness block = new BlockHarness(new LabEncoder(dim))) {
      float[] labs = block.values(6);
      float[] found =
          block.run(
              block.manager.create(labs, new Shape(1, 1, 3, 2)),
              block.manager.create(new float[] {1, 1, 0}, new Shape(1, 1, 3)));
      for (int i = 0; i < dim; i++) {
        float expected = 0;
        for (int lab = 0; lab < 2; lab++) {
          expected += Math.max(0, block.affine("result", BlockHarness.row(labs, lab, 2))[i]);
        }
        assertThat(found[i]).isCloseTo(expected, within(1e-5f));
      }
    }
  }
}
