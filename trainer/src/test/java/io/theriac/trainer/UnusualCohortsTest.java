package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.Visits;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.trainer.loop.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnusualCohortsTest {

  private static final TrainerOptions ONE_EPOCH =
      TrainerOptions.seeded(16).withTraining(TrainingOptions.small().withEpochs(1));

  @Test
  void shouldLearnFromVisitsOfAThousandCodesAndPatientsOfFiveHundredVisits() {
    List<ClosedVisit> visits = new ArrayList<>(World.visits(60, 1));
    String[] thousand =
        IntStream.range(0, 1000).mapToObj("X%04d"::formatted).toArray(String[]::new);
    for (int p = 0; p < 12; p++) {
      for (int v = 0; v < 2; v++) {
        visits.add(aVisit("sick-" + p, v).diagnosed(thousand).given("C09AA02").closed());
      }
    }
    for (int v = 0; v < 501; v++) {
      visits.add(aVisit("old", v).diagnosed("I10").given("C09AA02").closed());
    }

    try (TrainedModel model = train(visits, ONE_EPOCH)) {
      assertThat(model.report().cohort().diagnoses()).isGreaterThan(1000);
      assertThat(model.report().cohort().visitsBeyondNewest())
          .isEqualTo(501 - ONE_EPOCH.rules().maxVisits());
      assertThat(model.report().test().finite()).isTrue();
      assertThat(model.report().validation().finite()).isTrue();
    }
  }

  @Test
  void shouldSayThatNoCodeIsFrequentEnough() {
    assertUntrainable(
        visits(i -> aVisit("p" + i / 2, i).diagnosed("X%04d".formatted(i)).given("C09AA02")),
        "no code is seen in 3");
  }

  @Test
  void shouldSayThatVisitsHaveNoCodes() {
    assertUntrainable(
        visits(i -> aVisit("p" + i / 2, i).given("C09AA02")), "200 lack diagnoses and procedures");
  }

  @Test
  void shouldSayThatTheLossIsNoNumber() {
    TrainerOptions wild =
        TrainerOptions.seeded(16)
            .withTraining(TrainingOptions.small().withEpochs(2).withBatches(8, 1e30));
    assertThatThrownBy(() -> train(World.visits(60, 1), wild))
        .isInstanceOf(UntrainableException.class)
        .hasMessageContainingAll("diverged in epoch", "learning rate below 1.0E30");
  }

  private static void assertUntrainable(List<ClosedVisit> visits, String sentence) {
    assertThatThrownBy(() -> train(visits, ONE_EPOCH))
        .isInstanceOf(UntrainableException.class)
        .hasMessageContaining(sentence);
  }

  private static List<ClosedVisit> visits(IntFunction<Visits> visit) {
    return IntStream.range(0, 200).mapToObj(i -> visit.apply(i).closed()).toList();
  }

  private static TrainedModel train(List<ClosedVisit> visits, TrainerOptions options) {
    return new Trainer(Terminology.empty(), DdiKnowledge.bundled())
        .train(visits, options, TrainerListener.NONE);
  }
}
