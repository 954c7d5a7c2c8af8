package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkConfig.Part;
import io.theriac.model.net.NetworkScorer;
import io.theriac.trainer.loop.TrainingOptions.Keep;
import io.theriac.trainer.loop.TrainingOptions.Protocol;
import io.theriac.trainer.loop.TrainingOptions.Samples;
import io.theriac.trainer.loop.TrainingOptions.Schedule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Medication 0 is taken for good, 1 for a week; nothing but time tells them apart. */
class ElapsedTimeTest {

  private static final NetworkConfig SMALL =
      new NetworkConfig(16, 4, 0.5f, 0.3f, 0.2f, 0.1f, 6, 20, 50, EnumSet.allOf(Part.class));
  private static final TrainingOptions TO_THE_END =
      TrainingOptions.small()
          .withEpochs(8)
          .withProtocol(new Protocol(Samples.PATIENTS, Keep.LAST, Schedule.COSINE));

  private static final int STATIN = 0;
  private static final int ANTIBIOTIC = 1;

  @Test
  void shouldLearnWhichMedicationsEndInTime() {
    TrainedNetwork trained =
        new TrainingLoop(SMALL).run(cohort(200, 1), cohort(50, 2), TO_THE_END, e -> {});
    try (NetworkScorer scorer = new NetworkScorer(trained.network())) {
      float[] soon = scored(scorer, 2);
      float[] late = scored(scorer, 90);
      assertThat(soon[ANTIBIOTIC]).isGreaterThan(0.5f).isGreaterThan(late[ANTIBIOTIC] + 0.3f);
      assertThat(late[STATIN]).isCloseTo(soon[STATIN], within(0.15f)).isGreaterThan(0.5f);
    }
  }

  private static float[] scored(NetworkScorer scorer, int gap) {
    return scorer.score(List.of(patient("new", gap))).get(0).probabilities(1);
  }

  private static EncodedCohort cohort(int patients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EncodedPatient> all = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      all.add(patient("p" + p, random.nextBoolean() ? 2 : 90));
    }
    return new EncodedCohort(all, 2, 1, 2, new float[2][2]);
  }

  private static EncodedPatient patient(String key, int gap) {
    int[] both = {STATIN, ANTIBIOTIC};
    int[] later = gap > 7 ? new int[] {STATIN} : both;
    return new EncodedPatient(key, List.of(visit(0, both), visit(gap, later)));
  }

  private static EncodedVisit visit(int day, int[] given) {
    return new EncodedVisit(new int[] {1}, new int[0], given, 0, 50).on(day);
  }
}
