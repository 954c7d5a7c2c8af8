package io.theriac.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.cohort.Split;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.release.ReleaseBook;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.trainer.gate.AcceptanceGate;
import io.theriac.trainer.gate.GateRules;
import io.theriac.trainer.loop.TrainingOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainJobTest {

  private static final String TOPIC = Topics.standard().visits().name();

  /** Accepts whatever can be measured at all. */
  private static final GateRules LENIENT = new GateRules(1, 1, 1, 1, true, false);

  private final List<ClosedVisit> visits = World.visits(150, 3);
  private MockProducer<String, ModelRelease> producer;

  @Test
  void shouldReleaseAModelFromTheTopicOfVisits(@TempDir Path models) {
    TrainJob.Result result =
        job(models)
            .run(
                TrainerOptions.seeded(3).withTraining(TrainingOptions.small().withEpochs(2)),
                new TrainJob.Listener() {});

    ModelRelease release = producer.history().get(0).value();
    assertThat(release).isEqualTo(result.release());
    assertThat(release.getStatus()).isEqualTo(ReleaseStatus.ACTIVE);
    assertThat(release.getMetrics()).containsKeys("jaccard", "f1", "prauc", "ddiRate");
    assertThat(release.getBaselineMetrics())
        .containsKeys("mostFrequent.jaccard", "repeatLastVisit.jaccard");
    assertThat(Path.of(URI.create(release.getArtifactUri())))
        .isEqualTo(models.resolve(release.getVersion()));
    Path artifact = models.resolve(release.getVersion());
    ModelArtifact.verify(artifact, release.getSha256());
    assertThat(release.getEvidence())
        .extracting(GateCheck::getCheck)
        .containsExactly(
            "measures",
            "floor",
            "patients",
            "calibration",
            "quality",
            "ddiRate",
            "vocabularyDrift",
            "smoke");
    assertThat(artifact.resolve("MODEL_CARD.md"))
        .content()
        .contains("## Acceptance", "**ACTIVE.** Test Jaccard", "| smoke | yes |");
    assertThat(models).isDirectoryNotContaining(path -> path.toString().contains("draft"));
    assertThat(result.visits().records()).isEqualTo(visits.size());
  }

  @Test
  void shouldSayBeforeItTrainsThatModelsCannotBeWritten(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "by a file");
    List<CohortSummary> heard = new ArrayList<>();
    TrainJob.Listener listener =
        new TrainJob.Listener() {
          @Override
          public void cohortBuilt(CohortSummary summary) {
            heard.add(summary);
          }
        };

    assertThatThrownBy(() -> job(file).run(TrainerOptions.seeded(3), listener))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContainingAll(file.toString(), "name a directory");
    assertThat(heard).isEmpty();
  }

  @Test
  void shouldBeginWithTheActiveModelWhereThatIsHonest(@TempDir Path models) {
    NetworkConfig extended = NetworkConfig.extended();
    TrainerOptions options =
        TrainerOptions.seeded(3)
            .withNetwork(extended.withTrunk(extended.trunk().withoutMolecules()))
            .withTraining(TrainingOptions.small().withEpochs(1))
            .withBeginning(Beginning.FRESH.withActive());
    List<String> noted = new ArrayList<>();
    TrainJob.Listener listener =
        new TrainJob.Listener() {
          @Override
          public void noted(String sentence) {
            noted.add(sentence);
          }
        };

    job(models).run(options, listener);
    assertThat(noted).as("no model is active yet").isEmpty();
    ModelRelease active = producer.history().get(0).value();

    job(models, active).run(options, listener);
    assertThat(noted)
        .singleElement()
        .asString()
        .startsWith("Begins with version " + active.getVersion());
    noted.clear();

    job(models, active).run(options.withSplit(Split.seeded(99)), listener);
    assertThat(noted)
        .singleElement()
        .asString()
        .contains(active.getVersion(), "split its patients otherwise")
        .endsWith("It is trained afresh.");
  }

  @Test
  void shouldNotOverruleWhatAPersonDecidesWhileTheArtifactIsBeingKept(@TempDir Path models) {
    TrainerOptions quick =
        TrainerOptions.seeded(3).withTraining(TrainingOptions.small().withEpochs(1));
    ModelRelease active = job(models).run(quick, new TrainJob.Listener() {}).release();
    List<ModelRelease> decided = new ArrayList<>(List.of(active));
    ModelRelease pinned =
        ModelRelease.newBuilder(active)
            .setPinned(true)
            .setDecidedAt(active.getDecidedAt().plusSeconds(1))
            .build();

    ModelRelease second =
        job(models, decided, () -> decided.add(pinned))
            .run(
                quick.withTraining(TrainingOptions.small().withEpochs(4)),
                new TrainJob.Listener() {})
            .release();

    assertThat(second.getStatus()).isEqualTo(ReleaseStatus.CANDIDATE);
    assertThat(second.getReason()).startsWith("Accepted, but another decision was made");
    assertThat(second.getDecidedAt()).isAfter(pinned.getDecidedAt());
  }

  private TrainJob job(Path models, ModelRelease... decided) {
    return job(models, List.of(decided), () -> {});
  }

  /**
   * @param meanwhile happens while an artifact is being kept
   */
  private TrainJob job(Path models, List<ModelRelease> decided, Runnable meanwhile) {
    producer =
        new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[1]);
    return new TrainJob(
        reader(),
        new ReleaseJob(
            new Trainer(Terminology.empty(), DdiKnowledge.bundled()),
            new AcceptanceGate(LENIENT, Terminology.empty(), DdiKnowledge.bundled()),
            slow(ArtifactStores.open(models.toString(), StoreSettings.caching(models)), meanwhile),
            new ReleaseLog(
                name -> book(name, decided),
                new ReleasePublisher(Topics.standard().modelReleases(), producer)),
            models));
  }

  private static ReleaseBook book(String name, List<ModelRelease> decided) {
    ReleaseBook book = new ReleaseBook(name);
    decided.forEach(book::note);
    return book;
  }

  private static ArtifactStore slow(ArtifactStore store, Runnable meanwhile) {
    return new ArtifactStore() {
      @Override
      public Path fetch(String uri, String sha256) throws IOException {
        return store.fetch(uri, sha256);
      }

      @Override
      public String put(Path directory, String version) throws IOException {
        String uri = store.put(directory, version);
        meanwhile.run();
        return uri;
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  /** A consumer whose records are the visits, by index. */
  private VisitReader reader() {
    MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) visits.size()));
    consumer.schedulePollTask(
        () ->
            IntStream.range(0, visits.size())
                .forEach(
                    i ->
                        consumer.addRecord(
                            new ConsumerRecord<>(
                                TOPIC, 0, i, "key-" + i, Integer.toString(i).getBytes(UTF_8)))));
    return new VisitReader(
        Topics.standard().visits(),
        consumer,
        (topic, bytes) -> visits.get(Integer.parseInt(new String(bytes, UTF_8))),
        Duration.ofSeconds(30));
  }
}
