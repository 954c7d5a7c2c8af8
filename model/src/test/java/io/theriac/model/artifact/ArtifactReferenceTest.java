package io.theriac.model.artifact;

import static io.theriac.model.Visits.aVisit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.drift.Feature;
import io.theriac.model.drift.Profile;
import io.theriac.model.drift.Reference;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model saw and said when it was made, kept with it. */
class ArtifactReferenceTest {

  @TempDir private static Path shared;

  private static Path artifact;
  private static String sha256;

  @BeforeAll
  static void writeOnce() {
    artifact = shared.resolve("v1");
    sha256 = SmallModel.writeWithReference(artifact);
  }

  @Test
  void shouldCountTodaysVisitsInTheBinsOfTraining() {
    try (Recommender model = load(artifact, sha256)) {
      Reference reference = model.reference().orElseThrow();
      assertThat(reference.diagnoses().labels())
          .containsExactlyInAnyOrder("ICD-10-CM E119", "ICD-10-CM I10", "others");

      Profile asBefore = reference.emptyProfile();
      Profile changed = reference.emptyProfile();
      for (int i = 0; i < 40; i++) {
        asBefore.add(profile(model, i % 2 == 0 ? "I10" : "E119"));
        changed.add(profile(model, "E119"));
      }

      assertThat(asBefore.of(Feature.DIAGNOSES)).contains(20L, 20L);
      assertThat(Arrays.stream(asBefore.of(Feature.SCORES)).sum()).isEqualTo(40 * 4);
      assertThat(reference.stability(Feature.DIAGNOSES, asBefore)).isLessThan(0.1);
      assertThat(reference.stability(Feature.DIAGNOSES, changed)).isGreaterThan(0.25);
      assertThat(reference.stability(Feature.PROCEDURES, changed)).as("none were seen").isNaN();
    }
  }

  @Test
  void shouldLeaveOutVisitsThatTrainingWouldLeaveOut() {
    try (Recommender model = load(artifact, sha256)) {
      ClosedVisit nothingGiven = aVisit("anna", 0).diagnosed("I10").closed();

      assertThat(
              model.profile(
                  nothingGiven,
                  model.score(List.of(new PatientHistory(List.of(nothingGiven)))).get(0)))
          .isEmpty();
    }
  }

  @Test
  void shouldLoadAnArtifactOfBeforeThatHasNoReference(@TempDir Path folder) {
    String old = SmallModel.write(folder.resolve("old"));

    try (Recommender model = load(folder.resolve("old"), old)) {
      assertThat(model.reference()).isEmpty();
    }
  }

  @Test
  void shouldRefuseAReferenceThatWasChanged(@TempDir Path folder) throws IOException {
    Path changed = folder.resolve("changed");
    String hash = SmallModel.writeWithReference(changed);
    Path file = changed.resolve("reference.json");
    Files.writeString(file, Files.readString(file).replace("others", "Others"));

    assertThatThrownBy(() -> load(changed, hash))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("reference.json");
  }

  private static Profile profile(Recommender model, String disease) {
    ClosedVisit visit = aVisit("anna", 0).diagnosed(disease).given("C09AA02", "B01AA03").closed();
    return model
        .profile(visit, model.score(List.of(new PatientHistory(List.of(visit)))).get(0))
        .orElseThrow();
  }

  private static Recommender load(Path directory, String hash) {
    return ModelArtifact.load(
        directory, hash, Terminology.empty(), SmallModel.DDI, ComputeDevice.parse("cpu"));
  }
}
