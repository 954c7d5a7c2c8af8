package io.theriac.trainer;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Reason;
import io.theriac.schemas.avro.ReasonKind;
import io.theriac.trainer.loop.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reason names a cause: without the cause, the score must move as the reason says. */
class FaithfulReasonsTest {

  private static final String WARFARIN = "B01AA03";
  private static final String OXYCODONE = "N02AA05";
  private static final String BICALUTAMIDE = "L02BB03";
  private static final String NYSTATIN = "A07AA02";
  private static final String OPERATION = "0VT0";

  @TempDir private static Path folder;

  private static Recommender recommender;

  @BeforeAll
  static void train() {
    DdiKnowledge ddi = DdiKnowledge.bundled();
    TrainerOptions options =
        TrainerOptions.seeded(16).withTraining(TrainingOptions.small().withEpochs(5));
    try (TrainedModel model =
        new Trainer(Terminology.empty(), ddi).train(world(), options, TrainerListener.NONE)) {
      Path artifact = folder.resolve("model");
      String sha256 = model.write(artifact);
      recommender =
          ModelArtifact.load(artifact, sha256, Terminology.empty(), ddi, ComputeDevice.AUTO);
    }
  }

  /** Some have a disease that is written down at the first visit only, some an operation. */
  private static List<ClosedVisit> world() {
    List<ClosedVisit> visits = new ArrayList<>(World.visits(200, 1));
    for (int p = 0; p < 60; p++) {
      for (int v = 0; v < 3; v++) {
        visits.add(visit("ill-" + p, v, v == 0 ? "C61" : "Z51.1", p % 3 == v, BICALUTAMIDE));
        visits.add(visit("well-" + p, v, "Z51.1", p % 3 == v, NYSTATIN));
      }
    }
    return visits;
  }

  private static ClosedVisit visit(
      String patient, int number, String disease, boolean operation, String drug) {
    var visit = aVisit(patient, 30 * number).diagnosed(disease).given(drug);
    return (operation ? visit.operated(OPERATION).given(OXYCODONE) : visit).closed();
  }

  @AfterAll
  static void close() {
    recommender.close();
  }

  @Test
  void shouldFallByWhatADiagnosisIsSaidToAddWhenItIsRemoved() {
    for (int i = 0; i < World.DISEASES.size(); i++) {
      String disease = World.DISEASES.get(i);
      String drug = World.DRUGS.get(i);
      ScoredMedication with = scored(drug, aVisit("p", 0).diagnosed(disease, "N39.0").closed());
      ScoredMedication without = scored(drug, aVisit("p", 0).diagnosed("N39.0").closed());
      double said = contribution(with, ReasonKind.DIAGNOSIS, disease);

      assertThat(said).as("%s is treated with %s", disease, drug).isGreaterThan(0.3);
      assertThat(logit(with) - logit(without)).isGreaterThan(said / 2);
    }
  }

  @Test
  void shouldFallWhenTheVisitBeforeDidNotHaveTheMedication() {
    ClosedVisit now = aVisit("p", 30).diagnosed("I10").closed();
    ScoredMedication continued =
        scored(WARFARIN, aVisit("p", 0).diagnosed("I10").given("C09AA02", WARFARIN).closed(), now);
    ScoredMedication fresh =
        scored(WARFARIN, aVisit("p", 0).diagnosed("I10").given("C09AA02").closed(), now);
    double said = contribution(continued, ReasonKind.CONTINUED, WARFARIN);

    assertThat(said).isGreaterThan(0.3);
    assertThat(logit(continued) - logit(fresh)).isGreaterThan(said / 2);
  }

  @Test
  void shouldFallByWhatAProcedureIsSaidToAddWhenItIsRemoved() {
    ScoredMedication with =
        scored(OXYCODONE, aVisit("p", 0).diagnosed("Z51.1").operated(OPERATION).closed());
    ScoredMedication without = scored(OXYCODONE, aVisit("p", 0).diagnosed("Z51.1").closed());
    double said = contribution(with, ReasonKind.PROCEDURE, OPERATION);

    assertThat(said).isGreaterThan(0.3);
    assertThat(logit(with) - logit(without)).isGreaterThan(said / 2);
  }

  @Test
  void shouldFallWhenAnEarlierVisitDidNotHaveTheDiagnosis() {
    ClosedVisit now = aVisit("p", 30).diagnosed("Z51.1").closed();
    ScoredMedication with =
        scored(BICALUTAMIDE, aVisit("p", 0).diagnosed("C61").given(BICALUTAMIDE).closed(), now);
    ScoredMedication without =
        scored(BICALUTAMIDE, aVisit("p", 0).diagnosed("Z51.1").given(BICALUTAMIDE).closed(), now);
    double said = contribution(with, ReasonKind.EARLIER_DIAGNOSIS, "C61");

    assertThat(said).isGreaterThan(0.3);
    assertThat(logit(with) - logit(without)).isGreaterThan(said / 2);
  }

  @Test
  void shouldFallByWhatTheReviewAddsWhenItsDiagnosisIsRemoved() {
    ScoredMedication with = scored("C09AA02", aVisit("p", 0).diagnosed("I10", "N39.0").closed());
    ScoredMedication without = scored("C09AA02", aVisit("p", 0).diagnosed("N39.0").closed());
    double said = contribution(with, ReasonKind.REVIEW, "I10");

    assertThat(said).isPositive();
    assertThat(logit(with) - logit(without)).isGreaterThan(said);
  }

  private static double contribution(ScoredMedication medication, ReasonKind kind, String code) {
    assertThat(medication.selected()).isTrue();
    return medication.reasons().stream()
        .filter(reason -> reason.getKind() == kind && reason.getCoding() != null)
        .filter(reason -> reason.getCoding().getCode().equals(code))
        .mapToDouble(Reason::getContribution)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No reason names " + code));
  }

  private static double logit(ScoredMedication medication) {
    return Math.log(medication.probability() / (1 - medication.probability()));
  }

  private static ScoredMedication scored(String drug, ClosedVisit... visits) {
    return recommender
        .score(List.of(new PatientHistory(List.of(visits))))
        .get(0)
        .medications()
        .stream()
        .filter(medication -> medication.medication().getCode().equals(drug))
        .findFirst()
        .orElseThrow();
  }
}
