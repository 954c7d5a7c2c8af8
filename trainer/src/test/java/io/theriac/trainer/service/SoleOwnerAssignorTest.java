package io.theriac.trainer.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SoleOwnerAssignorTest {

  private static final String TOPIC = "visits";
  private static final List<TopicPartition> ALL =
      List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));

  @Test
  void shouldGiveEverythingToOneOfTheNewcomers() {
    Map<String, List<TopicPartition>> given =
        assign(Map.of("b", member(List.of(), -1), "a", member(List.of(), -1)));

    assertThat(given).isEqualTo(Map.of("a", ALL, "b", List.of()));
  }

  @Test
  void shouldLeaveEverythingWithTheOneThatHasIt() {
    Map<String, List<TopicPartition>> given =
        assign(Map.of("z", member(ALL, 3), "a", member(List.of(), -1)));

    assertThat(given).isEqualTo(Map.of("z", ALL, "a", List.of()));
  }

  @Test
  void shouldBelieveTheNewestOwner() {
    Map<String, List<TopicPartition>> given =
        assign(Map.of("a", member(ALL, 3), "b", member(ALL, 5)));

    assertThat(given).isEqualTo(Map.of("b", ALL, "a", List.of()));
  }

  private static Subscription member(List<TopicPartition> owned, int generation) {
    return new Subscription(List.of(TOPIC), null, owned, generation, Optional.empty());
  }

  private static Map<String, List<TopicPartition>> assign(Map<String, Subscription> members) {
    Node node = new Node(1, "localhost", 9092);
    Node[] nodes = {node};
    Cluster cluster =
        new Cluster(
            "cluster",
            List.of(node),
            List.of(
                new PartitionInfo(TOPIC, 0, node, nodes, nodes),
                new PartitionInfo(TOPIC, 1, node, nodes, nodes)),
            Set.of(),
            Set.of());
    Map<String, List<TopicPartition>> given = new HashMap<>();
    new SoleOwnerAssignor()
        .assign(cluster, new GroupSubscription(members))
        .groupAssignment()
        .forEach((name, assignment) -> given.put(name, assignment.partitions()));
    return given;
  }
}
