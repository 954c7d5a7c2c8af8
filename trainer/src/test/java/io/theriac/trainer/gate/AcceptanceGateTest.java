package io.theriac.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.artifact.ModelReport;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.release.GateVerdict;
import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.TrustedContracts;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.TrainedModel;
import io.theriac.trainer.Trainer;
import io.theriac.trainer.TrainerListener;
import io.theriac.trainer.TrainerOptions;
import io.theriac.trainer.World;
import io.theriac.trainer.loop.TrainingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceGateTest {

  private static final DdiKnowledge INTERACTIONS = DdiKnowledge.bundled();
  private static final List<ClosedVisit> VISITS = World.visits(160, 3);
  private static final TrainerOptions OPTIONS =
      TrainerOptions.seeded(3).withTraining(TrainingOptions.small().withEpochs(2));

  @TempDir private static Path directory;
  private static Trained good;
  private static Trained bad;
  private static Trained ofFewDiseases;

  private record Trained(Contender model, ModelReport report) {}

  @BeforeAll
  static void train() {
    TrustedContracts.ensure();
    good = train("good", VISITS, OPTIONS);
    bad = train("bad", withDiagnosesOfOthers(VISITS), OPTIONS);
    ofFewDiseases = train("few", withoutDisease("M10"), OPTIONS);
  }

  @AfterAll
  static void free() {
    List.of(good, bad, ofFewDiseases).forEach(each -> each.model().close());
  }

  @Test
  void shouldReleaseAGoodModelWhereNoneIsActive() {
    GateVerdict verdict =
        gate().decide(good.model(), good.report(), Optional.empty(), false, VISITS);

    assertThat(verdict.status()).as(verdict.toString()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(verdict.reason()).startsWith("Test Jaccard");
    assertThat(check(verdict, "quality").getExplanation()).contains("No model is active");
    assertThat(check(verdict, "ddiRate").getExplanation()).contains("of those given");
  }

  @Test
  void shouldReleaseAModelThatIsAsGoodAsTheActiveOne() {
    GateVerdict verdict = decide(good, good, false);

    assertThat(verdict.status()).as(verdict.toString()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(check(verdict, "quality").getMeasured()).isZero();
    assertThat(check(verdict, "quality").getExplanation())
        .contains("test patients", "difference +0.0000")
        .doesNotContain("may have learnt");
    assertThat(check(verdict, "vocabularyDrift").getMeasured()).isZero();
  }

  @Test
  void shouldRejectAModelThatIsWorseThanTheActiveOne() {
    GateVerdict verdict = decide(bad, good, false);

    assertThat(verdict.status()).isEqualTo(ReleaseStatus.REJECTED);
    assertThat(check(verdict, "quality").getPassed()).isFalse();
    assertThat(check(verdict, "quality").getMeasured()).isLessThan(-GateRules.DEFAULT.margin());
    assertThat(verdict.reason()).contains("of active " + good.model().version());
    assertThat(check(decide(good, bad, false), "quality").getPassed()).isTrue();
  }

  @Test
  void shouldCountAMedicationThatAModelDoesNotKnowAgainstIt() {
    GateVerdict verdict = decide(ofFewDiseases, good, false);

    assertThat(check(verdict, "quality").getMeasured()).isNegative();
    assertThat(check(verdict, "vocabularyDrift").getMeasured()).isEqualTo(1.0 / 6);
    assertThat(check(verdict, "vocabularyDrift").getExplanation())
        .contains("it knows 5, 0 and 6, before 6, 0 and 7");
  }

  @Test
  void shouldLeaveAnAcceptedModelACandidateWhileTheActiveOneIsPinned() {
    GateVerdict verdict = decide(good, good, true);

    assertThat(verdict.status()).isEqualTo(ReleaseStatus.CANDIDATE);
    assertThat(verdict.reason()).endsWith("Accepted, but the active version is pinned.");
    assertThat(decide(bad, good, true).status()).isEqualTo(ReleaseStatus.REJECTED);
  }

  @Test
  void shouldHoldAnAcceptedModelWhenAsked() {
    GateRules hold = new GateRules(0.02, 0.01, 0.1, 0.2, false, true);

    GateVerdict verdict =
        new AcceptanceGate(hold, Terminology.empty(), INTERACTIONS)
            .decide(good.model(), good.report(), Optional.empty(), false, VISITS);

    assertThat(verdict.status()).isEqualTo(ReleaseStatus.CANDIDATE);
  }

  @Test
  void shouldSayWhenTheActiveModelMayHaveLearntFromTheTestPatients() {
    Trained other = train("other", VISITS, OPTIONS.withSplit(Split.seeded(99)));
    try (Contender model = other.model()) {
      GateVerdict verdict =
          gate().decide(model, other.report(), Optional.of(good.model()), false, VISITS);

      assertThat(check(verdict, "quality").getExplanation()).contains("may have learnt");
    }
  }

  @Test
  void shouldNotCompareModelsOfOtherClassesOfMedications() {
    CohortRules d = CohortRules.DEFAULT;
    CohortRules classes =
        new CohortRules(
            AtcLevel.of(3),
            d.minVisits(),
            d.maxVisits(),
            d.minPatientsPerMedication(),
            d.minPatientsPerCode());
    Trained coarse = train("coarse", VISITS, OPTIONS.withRules(classes));
    try (Contender model = coarse.model()) {
      GateVerdict verdict =
          gate().decide(model, coarse.report(), Optional.of(good.model()), false, VISITS);

      assertThat(verdict.status()).isEqualTo(ReleaseStatus.REJECTED);
      assertThat(verdict.reason()).contains("ATC level 3", "level 5", "another model name");
    }
  }

  private static AcceptanceGate gate() {
    return new AcceptanceGate(GateRules.DEFAULT, Terminology.empty(), INTERACTIONS);
  }

  private static GateVerdict decide(Trained candidate, Trained active, boolean pinned) {
    return gate()
        .decide(candidate.model(), candidate.report(), Optional.of(active.model()), pinned, VISITS);
  }

  private static GateCheck check(GateVerdict verdict, String name) {
    return verdict.checks().stream()
        .filter(check -> check.getCheck().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Trained train(String name, List<ClosedVisit> visits, TrainerOptions options) {
    try (TrainedModel model =
        new Trainer(Terminology.empty(), INTERACTIONS)
            .train(visits, options, TrainerListener.NONE)) {
      Path artifact = directory.resolve(name);
      String sha256 = model.write(artifact);
      return new Trained(gate().load(artifact, sha256), model.report());
    }
  }

  /** The same visits, but what was found at each was found at another. */
  private static List<ClosedVisit> withDiagnosesOfOthers(List<ClosedVisit> visits) {
    Random random = new Random(1);
    return visits.stream()
        .map(
            visit ->
                ClosedVisit.newBuilder(visit)
                    .setDiagnoses(
                        new ArrayList<>(visits.get(random.nextInt(visits.size())).getDiagnoses()))
                    .setMedications(
                        new ArrayList<>(visits.get(random.nextInt(visits.size())).getMedications()))
                    .build())
        .toList();
  }

  private static List<ClosedVisit> withoutDisease(String icd10) {
    return VISITS.stream()
        .filter(
            visit -> visit.getDiagnoses().stream().map(Coding::getCode).noneMatch(icd10::equals))
        .toList();
  }
}
