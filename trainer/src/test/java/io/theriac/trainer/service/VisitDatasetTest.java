package io.theriac.trainer.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitDatasetTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void shouldKeepTheLatestOfEachVisitAndWhereItStoppedOverARestart() {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      dataset.beginAnew("topic-1");
      put(dataset, "ann|1", "old", 4);
      put(dataset, "ann|1", "new", 5);
      put(dataset, "bob|1", "his", 6);
      put(dataset, "bob|1", null, 7);
      put(dataset, "nobody|1", null, 8);
      assertThat(dataset.size()).isEqualTo(1);
    }
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      assertThat(dataset.size()).isEqualTo(1);
      assertThat(values(dataset)).containsExactly("new");
      assertThat(dataset.next(0)).hasValue(8);
      assertThat(dataset.next(1)).isEmpty();
      assertThat(dataset.topicId()).contains("topic-1");
      assertThat(dataset.completeAt()).contains(NOW);
    }
  }

  @Test
  void shouldCountAVisitThatComesTwiceInOneBatchOnce() {
    try (VisitDataset dataset = VisitDataset.open(directory);
        VisitDataset.Changes changes = dataset.change()) {
      changes.put("ann|1", "a".getBytes(UTF_8));
      changes.put("ann|1", "b".getBytes(UTF_8));
      changes.put("bob|1", "c".getBytes(UTF_8));
      changes.put("bob|1", null);
      changes.write();

      assertThat(dataset.size()).isEqualTo(1);
      assertThat(values(dataset)).containsExactly("b");
    }
  }

  @Test
  void shouldForgetEverythingOfAnotherTopic() {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      put(dataset, "ann|1", "a", 4);

      dataset.beginAnew("topic-2");

      assertThat(dataset.size()).isZero();
      assertThat(values(dataset)).isEmpty();
      assertThat(dataset.next(0)).isEmpty();
      assertThat(dataset.completeAt()).isEmpty();
      assertThat(dataset.topicId()).contains("topic-2");
    }
  }

  @Test
  void shouldKeepTheVisitsOfATrainingOverARestartWhateverComesMeanwhile() {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      put(dataset, "ann|1", "then", 4);
      dataset.beginTraining(NOW);
      put(dataset, "ann|1", "now", 5);
      put(dataset, "bob|1", "his", 6);
    }
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      assertThat(dataset.trainingSince()).contains(NOW);
      assertThat(valuesOfTraining(dataset)).containsExactly("then");
      assertThat(values(dataset)).containsExactly("now", "his");
      assertThat(dataset.size()).isEqualTo(2);

      dataset.beginTraining(NOW.plusSeconds(1));
      assertThat(valuesOfTraining(dataset)).containsExactly("now", "his");

      dataset.endTraining();
      assertThat(dataset.trainingSince()).isEmpty();
      assertThat(valuesOfTraining(dataset)).isEmpty();
      assertThat(values(dataset)).containsExactly("now", "his");
    }
  }

  @Test
  void shouldNotLetATrainingGoOnOfWhichAVisitWasDeleted() {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      put(dataset, "ann|1", "hers", 4);
      put(dataset, "bob|1", "his", 5);
      dataset.beginTraining(NOW);
      put(dataset, "cid|1", "came later", 6);
      put(dataset, "cid|1", null, 7);
      assertThat(dataset.trainingSince()).contains(NOW);

      put(dataset, "ann|1", null, 8);

      assertThat(dataset.trainingSince()).isEmpty();
      assertThat(valuesOfTraining(dataset)).isEmpty();
      assertThat(values(dataset)).containsExactly("his");
    }
  }

  @Test
  void shouldLeaveNothingOfADeletedVisitOnTheDisk() throws IOException {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      put(dataset, "ann|1", "secret-of-ann", 4);
      dataset.beginTraining(NOW);
      put(dataset, "ann|1", null, 5);
      dataset.purge();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(file -> file.toString().endsWith(".sst")).toList())
          .allSatisfy(
              file ->
                  assertThat(new String(Files.readAllBytes(file), UTF_8))
                      .doesNotContain("secret-of-ann"));
    }
  }

  @Test
  void shouldSayThatAnotherTrainerUsesTheDirectory() {
    try (VisitDataset dataset = VisitDataset.open(directory)) {
      assertThat(dataset.size()).isZero();
      assertThatThrownBy(() -> VisitDataset.open(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(directory.toString(), "no other trainer uses the directory");
    }
  }

  private static void put(VisitDataset dataset, String key, String value, long offset) {
    try (VisitDataset.Changes changes = dataset.change()) {
      changes.put(key, value == null ? null : value.getBytes(UTF_8));
      changes.next(0, offset);
      changes.complete(NOW);
      changes.write();
    }
  }

  private static List<String> valuesOfTraining(VisitDataset dataset) {
    List<String> values = new ArrayList<>();
    dataset.forEachOfTraining(value -> values.add(new String(value, UTF_8)));
    return values;
  }

  private static List<String> values(VisitDataset dataset) {
    List<String> values = new ArrayList<>();
    dataset.forEach(value -> values.add(new String(value, UTF_8)));
    return values;
  }
}
