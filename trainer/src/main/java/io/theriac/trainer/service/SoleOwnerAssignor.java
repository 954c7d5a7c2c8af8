package io.theriac.trainer.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a consumer group, and leaves them with it as long as it is
 * a member: whoever owns them leads, the others wait.
 */
public final class SoleOwnerAssignor implements ConsumerPartitionAssignor {

  private static final int UNKNOWN_GENERATION = -1;

  @Override
  public String name() {
    return "theriac-sole-owner";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
  }

  @Override
  public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
    Map<String, Subscription> members = new TreeMap<>(group.groupSubscription());
    String owner = owner(members);
    Set<String> topics = new TreeSet<>();
    members.values().forEach(member -> topics.addAll(member.topics()));
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < cluster.partitionCountForTopic(topic); partition++) {
        all.add(new TopicPartition(topic, partition));
      }
    }
    Map<String, Assignment> assignments = new HashMap<>();
    members
        .keySet()
        .forEach(
            member ->
                assignments.put(member, new Assignment(member.equals(owner) ? all : List.of())));
    return new GroupAssignment(assignments);
  }

  /** Who owns partitions by the newest word, or the first by name. */
  private static String owner(Map<String, Subscription> members) {
    return members.entrySet().stream()
        .filter(member -> !member.getValue().ownedPartitions().isEmpty())
        .max(Comparator.comparingInt(member -> generation(member.getValue())))
        .map(Map.Entry::getKey)
        .orElseGet(() -> members.keySet().iterator().next());
  }

  private static int generation(Subscription member) {
    return member.generationId().orElse(UNKNOWN_GENERATION);
  }
}
