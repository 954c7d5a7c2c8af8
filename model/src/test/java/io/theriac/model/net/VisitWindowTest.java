package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VisitWindowTest {

  @Property(tries = 200)
  void shouldPredictEachVisitOnceFromAtLeastHalfAWindow(
      @ForAll @IntRange(min = 1, max = 60) int visits,
      @ForAll @IntRange(min = 1, max = 15) int maxHistory) {
    EncodedPatient patient =
        new EncodedPatient("p", TestCohorts.visits(new SplittableRandom(1), visits));
    List<EncodedVisit> predicted = new ArrayList<>();
    for (VisitWindow window : VisitWindow.covering(patient, maxHistory)) {
      assertThat(window.visits()).hasSizeLessThanOrEqualTo(maxHistory);
      List<EncodedVisit> known = new ArrayList<>(window.beforeWindow());
      known.addAll(window.visits());
      assertThat(known).isEqualTo(patient.visits().subList(0, known.size()));
      assertThat(window.history()).isEqualTo(known);
      for (int t = window.firstTarget(); t < window.visits().size(); t++) {
        int earlier = predicted.size();
        assertThat(t).isGreaterThanOrEqualTo(Math.min(earlier, (maxHistory - 1) / 2));
        predicted.add(window.visits().get(t));
      }
    }
    assertThat(predicted)
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactlyElementsOf(patient.visits());
  }
}
