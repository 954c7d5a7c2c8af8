package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.admin.ProvisioningException;
import io.theriac.schemas.admin.ProvisioningReport;
import io.theriac.schemas.admin.ProvisioningReport.Outcome;
import io.theriac.schemas.admin.TopicListing;
import io.theriac.schemas.admin.TopicProvisioner;
import io.theriac.schemas.admin.TopicSettings;
import io.theriac.schemas.avro.LabResult;
import io.theriac.schemas.registry.Compatibility;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Making topics and subjects on a real broker and a real registry. */
abstract class ProvisioningContract {

  private final TopicSettings settings = TopicSettings.singleBroker();

  private Topics topics;
  private Admin admin;
  private RegistryClient registry;
  private TopicProvisioner provisioner;

  abstract String bootstrapServers();

  abstract String registryUrl();

  @BeforeEach
  void aFreshTenant() {
    topics = Topics.withPrefix("it-%s.".formatted(UUID.randomUUID()));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    registry =
        new RegistryClient(RegistryConfig.from(Map.of("schema.registry.url", registryUrl())));
    provisioner = new TopicProvisioner(admin, registry);
  }

  @AfterEach
  void remove() throws Exception {
    List<String> ours = topics.all().stream().map(Topic::name).toList();
    List<String> there = admin.listTopics().names().get().stream().filter(ours::contains).toList();
    admin.deleteTopics(there).all().get();
    admin.close();
  }

  @Test
  void shouldMakeEverythingOnceAndNothingTwice() {
    ProvisioningReport first = provisioner.provision(topics, settings);
    ProvisioningReport second = provisioner.provision(topics, settings);

    assertThat(first.entries()).hasSize(14).allMatch(e -> e.outcome() == Outcome.CREATED);
    assertThat(second.entries()).hasSize(14).allMatch(e -> e.outcome() == Outcome.EXISTED);
    assertThat(second.isAsWanted()).isTrue();
    assertThat(second.entries()).allMatch(e -> e.schemaVersion() == 1);
    assertThat(topics.all())
        .allSatisfy(
            topic ->
                assertThat(registry.compatibility(topic.valueSubject()))
                    .contains(Compatibility.FULL_TRANSITIVE));
  }

  @Test
  void shouldListWhatIsThereAndWhatIsNot() {
    assertThat(provisioner.list(topics))
        .hasSize(14)
        .allMatch(listing -> listing.partitions().isEmpty() && listing.schemaId().isEmpty());

    provisioner.provision(topics, settings);

    assertThat(provisioner.list(topics))
        .allMatch(l -> l.partitions().getAsInt() == 4 && l.schemaVersion().getAsInt() == 1)
        .extracting(TopicListing::retention)
        .containsExactly(
            "for ever",
            "for ever",
            "for ever",
            "for ever",
            "for ever",
            "for ever",
            "30 days",
            "30 days",
            "30 days",
            "compacted",
            "compacted",
            "compacted",
            "90 days",
            "compacted");
  }

  @Test
  void shouldSayHowAnExistingTopicDiffersAndLeaveIt() throws Exception {
    String labs = topics.labs().name();
    admin.createTopics(List.of(new NewTopic(labs, 2, (short) 1))).all().get();

    ProvisioningReport report = provisioner.provision(topics, settings);

    assertThat(report.isAsWanted()).isFalse();
    assertThat(report.entries())
        .filteredOn(entry -> entry.topic().equals(labs))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.outcome()).isEqualTo(Outcome.DIFFERS);
              assertThat(entry.differences())
                  .anyMatch(sentence -> sentence.contains("has 2 partitions, not 4"))
                  .anyMatch(sentence -> sentence.contains("retention.ms=604800000, not -1"));
            });
    assertThat(admin.describeTopics(List.of(labs)).allTopicNames().get().get(labs).partitions())
        .hasSize(2);
  }

  @Test
  void shouldExplainWhatTheBrokerRefuses() {
    assertThatThrownBy(
            () -> provisioner.provision(topics, settings.withReplicationFactor((short) 9)))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining("could not be created")
        .hasMessageContaining("eplication factor");
  }

  @Test
  void shouldTakeEventsOfAnyTime() throws Exception {
    provisioner.provision(topics, settings);
    Topic<LabResult> labs = topics.labs();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int year = 1970; year < 2230; year += 20) {
        long eventTime = Instant.parse(year + "-01-01T00:00:00Z").toEpochMilli();
        producer.send(new ProducerRecord<>(labs.name(), 0, eventTime, "p", new byte[] {1})).get();
      }
    }
    Map<TopicPartition, OffsetSpec> ends =
        Map.of(new TopicPartition(labs.name(), 0), OffsetSpec.latest());

    assertThat(admin.listOffsets(ends).all().get().values())
        .singleElement()
        .returns(13L, ListOffsetsResultInfo::offset);
  }
}
