package io.theriac.it;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.Sample;
import io.theriac.local.demo.SmallModel;
import io.theriac.schemas.Topic;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.AlertKind;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.streams.backtest.Backtest;
import io.theriac.streams.backtest.BacktestListener;
import io.theriac.streams.backtest.BacktestOptions;
import io.theriac.streams.backtest.CohortFilter;
import io.theriac.streams.backtest.report.BacktestReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past once more: the same as live, the same every time, and nobody live hears of it. */
class BacktestIT {

  private static final Instant EVER = Instant.EPOCH;

  @TempDir Path directory;

  private SmallModel model;

  @Test
  void shouldRepeatThePastToTheByteAndLeaveTheLiveTopicsAlone() throws Exception {
    try (RunningApp app = new RunningApp("past", directory)) {
      List<OutboundEvent> sample = SamplePatients.oneIn(8, app.topics());
      List<OutboundEvent> events = SamplePatients.untilAllIsFinal(sample, app.topics());
      Collection<ClosedVisit> visits = SamplePatients.closedVisits(events).values();
      model = SmallModel.train(visits, directory.resolve("models"));
      app.flow().awaitModel(model.release(SharedStack.clients(), app.topics()));
      app.flow().publish(sample.iterator(), sample.size());
      app.flow().publishBroken(app.topics());
      app.flow().awaitProcessed();
      // Only now does time pass, so that no topic is behind it and every late code has its
      // revision.
      List<OutboundEvent> later = events.subList(sample.size(), events.size());
      app.flow().publish(later.iterator(), later.size());
      app.flow().awaitProcessed();
      app.flow().awaitRecommendations(app.outputs());
      List<Recommendation> recommended = List.copyOf(app.outputs().recommendations());
      List<DdiAlert> alerted = List.copyOf(app.outputs().alerts());
      List<Instant> times = events.stream().map(OutboundEvent::occurredAt).sorted().toList();
      Instant end = latest(times.get(times.size() - 1), Instant.now()).plus(Duration.ofDays(1));

      List<OutboundEvent> merges = merges(events, end, app);
      app.flow().publish(merges.iterator(), merges.size());
      app.flow().awaitProcessed();
      app.kill();
      Instant middle = times.get(times.size() / 2);
      Instant last = end.plus(Duration.ofDays(30));
      Map<String, List<String>> before = contents(app.topics().all());
      Set<String> groups = groups();
      Steps first = new Steps();
      run("one", middle, last, 1, first);
      Map<String, List<String>> published = contents(outputTopics(app));
      assertThat(published.values()).allMatch(records -> !records.isEmpty());
      run("three", middle, last, 3, new Steps());

      shouldBeTheSameFiles(
          "one",
          "three",
          List.of("report.json", "report.html", "recommendations.avro", "alerts.avro"));
      assertThat(contents(outputTopics(app))).isEqualTo(published);
      assertThat(contents(app.topics().all())).as("live topics").isEqualTo(before);
      assertThat(groups()).isEqualTo(groups);
      shouldBeMarkedAsReplay("one");
      shouldGoOnWhereItBrokeOff(middle, last, first);
      shouldSayWhatTheLiveApplicationSaid(recommended, alerted, end);
    }
  }

  /** What cannot be read is stamped with the wall clock. */
  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Live, records of several topics interleave as they come: but what is said in the end agrees.
   */
  private void shouldSayWhatTheLiveApplicationSaid(
      List<Recommendation> recommended, List<DdiAlert> alerted, Instant end) throws IOException {
    BacktestReport report = run("all", EVER, end, 2, new Steps());
    Map<String, Recommendation> live = latest(recommended);
    Map<String, Recommendation> again =
        latest(read("all/recommendations.avro", Recommendation.class));
    assertThat(again.keySet()).isEqualTo(live.keySet());
    assertThat(report.visits().scored()).isEqualTo(live.size());
    live.forEach(
        (visit, said) -> {
          Recommendation repeated = again.get(visit);
          assertThat(repeated.getStatus()).isEqualTo(said.getStatus());
          assertThat(repeated.getVisitNumber()).isEqualTo(said.getVisitNumber());
          assertThat(repeated.getGiven()).isEqualTo(said.getGiven());
        });
    // Later visits depend on what was known of earlier ones when they were scored. Live, years pass
    // here in seconds, and a topic may be years behind another: so few first visits may differ,
    // too.
    List<Recommendation> first = firstOfPatients(live.values());
    long alike =
        first.stream()
            .filter(
                said ->
                    isAsProbable(again.get(said.getPatientKey() + "|" + said.getVisitId()), said))
            .count();
    assertThat(alike).isPositive().isGreaterThanOrEqualTo(first.size() * 3L / 4);
    assertThat(ordersAlerted(read("all/alerts.avro", DdiAlert.class)))
        .isNotEmpty()
        .isEqualTo(ordersAlerted(alerted));
    assertThat(report.counts().became().get("dead letters")).isEqualTo(3);
  }

  private static Map<String, Recommendation> latest(List<Recommendation> all) {
    Map<String, Recommendation> latest = new TreeMap<>();
    all.forEach(
        each ->
            latest.merge(
                each.getPatientKey() + "|" + each.getVisitId(),
                each,
                (one, other) -> one.getRevision() > other.getRevision() ? one : other));
    return latest;
  }

  private static List<Recommendation> firstOfPatients(Collection<Recommendation> all) {
    Map<String, Recommendation> first = new TreeMap<>();
    all.forEach(
        each ->
            first.merge(
                each.getPatientKey(),
                each,
                (one, other) ->
                    one.getVisitClosedAt().isBefore(other.getVisitClosedAt()) ? one : other));
    return List.copyOf(first.values());
  }

  private static boolean isAsProbable(Recommendation repeated, Recommendation said) {
    Map<String, Double> probabilities = new HashMap<>();
    repeated
        .getMedications()
        .forEach(each -> probabilities.put(each.getMedication().getCode(), each.getProbability()));
    return said.getMedications().size() == probabilities.size()
        && said.getMedications().stream()
            .allMatch(
                each -> {
                  Double other = probabilities.get(each.getMedication().getCode());
                  return other != null && Math.abs(other - each.getProbability()) < 1e-4;
                });
  }

  private static Set<String> ordersAlerted(List<DdiAlert> alerts) {
    return alerts.stream()
        .filter(alert -> alert.getKind() == AlertKind.ACTIVE_ACTIVE)
        .map(alert -> alert.getAlertId() + " " + alert.getState())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every third patient is merged into the one before, which may live in another partition. */
  private static List<OutboundEvent> merges(
      List<OutboundEvent> events, Instant at, RunningApp app) {
    List<String> patients = events.stream().map(OutboundEvent::key).distinct().sorted().toList();
    List<OutboundEvent> merges = new ArrayList<>();
    for (int i = 2; i < patients.size(); i += 3) {
      Instant then = at.plus(Duration.ofMinutes(i));
      merges.addAll(
          RawRecords.events(
              aPatient(patients.get(i - 1)).from("MPI").at(then).merges(patients.get(i)),
              app.topics()));
      merges.addAll(
          RawRecords.events(
              aPatient(patients.get(i))
                  .from("LATE")
                  .at(then.plusSeconds(30))
                  .admitted("after-" + i, then.plusSeconds(30))
                  .diagnosed("ICD-10-CM", "I10")
                  .discharged(then.plus(Duration.ofDays(1))),
              app.topics()));
    }
    merges.sort(Comparator.comparing(OutboundEvent::occurredAt));
    return merges;
  }

  private void shouldBeTheSameFiles(String one, String other, List<String> files) {
    for (String file : files) {
      assertThat(directory.resolve(one).resolve(file))
          .as(file)
          .hasSameBinaryContentAs(directory.resolve(other).resolve(file));
    }
  }

  private void shouldBeMarkedAsReplay(String name) throws IOException {
    assertThat(read(name + "/alerts.avro", DdiAlert.class))
        .isNotEmpty()
        .allMatch(DdiAlert::getReplay);
    assertThat(read(name + "/recommendations.avro", Recommendation.class))
        .isNotEmpty()
        .allMatch(each -> each.getTiming() == null)
        .allMatch(each -> each.getModelVersion().equals(model.version()));
  }

  private void shouldGoOnWhereItBrokeOff(Instant from, Instant to, Steps whole) throws IOException {
    assertThatThrownBy(() -> run("broken", from, to, 2, new Steps(model.version())))
        .hasMessage("The power fails.");
    Steps rest = new Steps();
    run("broken", from, to, 2, rest);
    assertThat(whole.begun).containsExactly("before the range", model.version());
    assertThat(rest.begun).containsExactly(model.version());
    shouldBeTheSameFiles("one", "broken", List.of("recommendations.avro", "alerts.avro"));
  }

  private BacktestReport run(
      String out, Instant from, Instant to, int threads, BacktestListener listener) {
    Map<String, String> properties = new HashMap<>(SharedStack.clients());
    properties.put("topic.prefix", "past.");
    properties.put("codes.files", Sample.writeCodeMap(directory).toString());
    BacktestOptions options =
        new BacktestOptions(
            from,
            to,
            List.of(),
            directory.resolve(out),
            "it",
            threads,
            out.equals("one") || out.equals("three"),
            Optional.empty(),
            CohortFilter.all(),
            1);
    return new Backtest(options, properties, listener).run();
  }

  private static List<Topic<? extends SpecificRecord>> outputTopics(RunningApp app) {
    Topics topics = Topics.withPrefix(app.topics().prefix() + "backtest.it.");
    return List.of(topics.recommendations(), topics.ddiAlerts(), topics.visits());
  }

  private <V extends SpecificRecord> List<V> read(String file, Class<V> type) throws IOException {
    List<V> all = new ArrayList<>();
    try (DataFileReader<V> reader =
        new DataFileReader<>(directory.resolve(file).toFile(), new SpecificDatumReader<>(type))) {
      reader.forEachRemaining(all::add);
    }
    return all;
  }

  /** Every record of the topics, by partition, to the byte. */
  private static Map<String, List<String>> contents(
      Collection<? extends Topic<? extends SpecificRecord>> topics) {
    Map<String, Object> properties = new HashMap<>(SharedStack.clients());
    properties.put("isolation.level", "read_committed");
    Map<String, List<String>> contents = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          contents
              .computeIfAbsent(each.topic() + "-" + each.partition(), p -> new ArrayList<>())
              .add(each.offset() + " " + each.timestamp() + hex(each.key()) + hex(each.value()));
        }
      }
    }
    return contents;
  }

  private static String hex(byte[] bytesOrNull) {
    return " " + (bytesOrNull == null ? "null" : HexFormat.of().formatHex(bytesOrNull));
  }

  private static Set<String> groups() throws Exception {
    try (Admin admin = Admin.create(new HashMap<String, Object>(SharedStack.clients()))) {
      return admin.listGroups().all().get().stream()
          .map(group -> group.groupId())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Remembers what was begun, and may break off. */
  private static final class Steps implements BacktestListener {
    private final List<String> begun = new ArrayList<>();
    private final String fails;

    Steps() {
      this("");
    }

    Steps(String fails) {
      this.fails = fails;
    }

    @Override
    public void begins(String what, long events, LongSupplier done) {
      begun.add(what);
      if (what.equals(fails)) {
        throw new IllegalStateException("The power fails.");
      }
    }
  }
}
