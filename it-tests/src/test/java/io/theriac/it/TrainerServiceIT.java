package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.local.cli.Provisioning;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.TopicSettings;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.ReleaseReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers as processes on a real broker: killed in their midst, and two at once. */
class TrainerServiceIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PATIENTS = 60;

  @TempDir Path directory;

  @Test
  void shouldReleaseWholeOrNotAtAllHoweverItIsKilled() throws IOException {
    Topics topics = topics("killed.");
    int visits = ChronicPatients.publish(topics.visits(), 0, PATIENTS);
    Path halting =
        Files.writeString(
            directory.resolve("halting.properties"),
            "interceptor.classes=" + HaltsWhileReleasing.class.getName());

    try (TrainerProcess inItsRelease =
        trainer("a", "killed.", visits, "--epochs", "1", "--client-config", halting.toString())) {
      await().atMost(LIMIT).until(() -> !inItsRelease.isAlive());
    }
    assertThat(models()).as("it was killed after its artifact was kept").hasSize(1);
    assertThat(releases(topics)).isEmpty();

    try (TrainerProcess inItsTraining = trainer("a", "killed.", visits, "--epochs", "500")) {
      await()
          .atMost(LIMIT)
          .until(() -> inItsTraining.metric("theriac_trainer_training_epoch").orElse(0) >= 1);
      inItsTraining.kill();
    }
    assertThat(releases(topics)).isEmpty();

    try (TrainerProcess again = trainer("a", "killed.", visits, "--epochs", "1")) {
      await().atMost(LIMIT).until(() -> !releases(topics).isEmpty());
      assertThat(again.metric("theriac_trainer_dataset_visits")).hasValue(visits);
    }
    ModelRelease release = releases(topics).get(0);
    assertThat(release.getStatus()).isEqualTo(ReleaseStatus.ACTIVE);
    ModelArtifact.verify(Path.of(URI.create(release.getArtifactUri())), release.getSha256());
    assertThat(RawRecords.committed(topics.modelReleases()))
        .extracting(message -> new String(message.key(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("graphdiffmed", "graphdiffmed|" + release.getVersion());
    assertThat(directory.resolve("a/.theriac/trainer/work")).isEmptyDirectory();
  }

  @Test
  void shouldGoOnWithTheTrainingInWhichItWasKilled() throws IOException {
    Topics topics = topics("goes-on.");
    int visits = ChronicPatients.publish(topics.visits(), 0, PATIENTS);
    try (TrainerProcess first = trainer("a", "goes-on.", visits, "--epochs", "500")) {
      await()
          .atMost(LIMIT)
          .until(() -> first.metric("theriac_trainer_training_epoch").orElse(0) >= 2);
      first.kill();
    }
    ChronicPatients.publish(topics.visits(), PATIENTS, PATIENTS);

    try (TrainerProcess again = trainer("a", "goes-on.", visits, "--epochs", "500")) {
      await().atMost(LIMIT).until(() -> log("a").contains("Goes on after epoch "));
      await()
          .atMost(LIMIT)
          .until(() -> again.metric("theriac_trainer_training_epoch").orElse(0) > 2);
      assertThat(log("a")).contains("A training on %d visits goes on.".formatted(visits));
    }
  }

  @Test
  void shouldLetOneOfTwoTrainersWorkAndTheOtherTakeOver() {
    Topics topics = topics("two.");
    int visits = ChronicPatients.publish(topics.visits(), 0, PATIENTS);
    try (TrainerProcess first = trainer("a", "two.", visits, "--epochs", "1")) {
      await().atMost(LIMIT).until(first::leads);
      try (TrainerProcess second = trainer("b", "two.", visits, "--epochs", "1")) {
        await().atMost(LIMIT).until(() -> second.metric("theriac_trainer_leading").isPresent());
        await().atMost(LIMIT).until(() -> !releases(topics).isEmpty());
        assertThat(first.leads()).isTrue();
        assertThat(second.leads()).isFalse();

        first.kill();
        await().atMost(LIMIT).until(second::leads);
        ChronicPatients.publish(topics.visits(), PATIENTS, PATIENTS);
        await().atMost(LIMIT).until(() -> versions(topics).size() > 1);
      }
    }
    List<ModelRelease> releases =
        new ReleaseReader(topics.modelReleases(), SharedStack.clients()).book("graphdiffmed").all();
    assertThat(releases).hasSize(2);
    ModelRelease newest = releases.get(0);
    assertThat(newest.getParents()).containsExactly(releases.get(1).getVersion());
    assertThat(newest.getEvidence())
        .filteredOn(check -> check.getCheck().equals("quality"))
        .singleElement()
        .extracting(GateCheck::getMeasured)
        .isNotNull();
  }

  private TrainerProcess trainer(String name, String prefix, int afterVisits, String... options) {
    return TrainerProcess.start(
        directory.resolve(name),
        directory.resolve("models"),
        prefix,
        Stream.concat(
                Stream.of("--release-unproven", "--after-visits", Integer.toString(afterVisits)),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static Topics topics(String prefix) {
    Topics topics = Topics.withPrefix(prefix);
    Provisioning.createTopics(SharedStack.clients(), topics, TopicSettings.singleBroker());
    return topics;
  }

  private static List<ModelRelease> releases(Topics topics) {
    return new ReleaseReader(topics.modelReleases(), SharedStack.clients()).all();
  }

  private static List<String> versions(Topics topics) {
    return releases(topics).stream().map(ModelRelease::getVersion).distinct().toList();
  }

  private String log(String name) throws IOException {
    return Files.readString(directory.resolve(name).resolve(".theriac/logs/theriac.log"));
  }

  private List<Path> models() throws IOException {
    try (Stream<Path> models = Files.list(directory.resolve("models"))) {
      return models.toList();
    }
  }
}
