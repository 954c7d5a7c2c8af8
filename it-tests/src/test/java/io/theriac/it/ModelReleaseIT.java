package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.theriac.ingest.OutboundEvent;
import io.theriac.local.demo.SmallModel;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.artifact.store.ArtifactStores;
import io.theriac.model.artifact.store.S3Server;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.Fingerprints;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.schemas.avro.ReleaseStatus;
import io.theriac.schemas.avro.TrialMode;
import io.theriac.streams.serving.TrialTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models come and go under a running application, whose artifacts lie on an S3 server. */
class ModelReleaseIT {

  private static final String LOAD_FAILURES = "theriac_model_load_failures_total";
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String WEIGHTS = "model.safetensors";

  @TempDir Path directory;

  private RunningApp app;
  private S3Server s3;
  private Releases releases;
  private SmallModel first;
  private SmallModel second;
  private Iterator<List<OutboundEvent>> quarters;

  @Test
  void shouldServeTheLastGoodModelWhateverIsReleased() throws IOException {
    s3 = new S3Server(Files.createDirectory(directory.resolve("objects")));
    try (S3Server closing = s3;
        RunningApp running = new RunningApp("release", directory, s3Settings(), credentials())) {
      app = running;
      releases = new Releases(app.topics());
      List<OutboundEvent> events = SamplePatients.oneIn(4, app.topics());
      quarters = quarters(events);
      train(SamplePatients.closedVisits(events).values());

      shouldWaitForAModelButAlert();
      shouldServeTheFirstModel();
      shouldGoOnServingItThroughEveryFault();
      shouldTryTheSecondInShadow();
      shouldTryTheSecondAsACanaryEvenAfterACrashWithTheStoreDown();
      shouldServeTheSecondAndRollItBack();
      shouldNameTheModelThatMadeEachRecommendation();
    }
  }

  private void shouldWaitForAModelButAlert() {
    publish(quarters.next());
    app.flow().awaitProcessed();

    assertThat(app.outputs().recommendations()).as("no model yet").isEmpty();
    assertThat(app.outputs().alerts()).as("alerts need no model").isNotEmpty();
    assertThat(app.process().readiness()).contains("no model serves yet");
  }

  private void shouldServeTheFirstModel() throws IOException {
    app.flow().awaitModel(releases.publish(active(first, put(first))));
    app.flow().awaitRecommendations(app.outputs());

    assertThat(versions(app.outputs().recommendations())).containsOnly(first.version());
  }

  private void shouldGoOnServingItThroughEveryFault() throws IOException {
    String good = second.directory().toUri().toString();
    refuses(active(second, good).setSha256("0".repeat(64)), "the release says 000");
    refuses(active(second, good + "gone"), "is missing");
    refuses(active(second, "ftp://models/second"), "of no supported kind");
    refuses(active(second, spoilt("cut", ModelReleaseIT::cut)), WEIGHTS);
    refuses(active(second, spoilt("missing", Files::delete)), WEIGHTS + " is missing");
    Fingerprints own = active(second, good).build().getFingerprints();
    Fingerprints other = Fingerprints.newBuilder(own).setVocabulary("1".repeat(64)).build();
    refuses(active(second, good).setFingerprints(other), "fingerprints are not those");
    String onS3 = put(second);
    s3.stop();
    refuses(active(second, onS3), "cannot be used now");
    s3.start();

    releases.publish(active(second, good).setDecidedAt(Instant.EPOCH.plusMillis(1)));
    releases.publish(releases.decide(second, ReleaseStatus.REJECTED, good));
    await().atMost(LIMIT).until(() -> !app.process().readiness().contains(second.version()));
    assertThat(app.process().serves(first.version())).isTrue();
  }

  private void shouldTryTheSecondInShadow() throws IOException {
    int before = app.outputs().recommendations().size();
    releases.tryOut(second, put(second), TrialMode.SHADOW, 1);
    awaitReadiness("version %s is on trial: shadow, 100 %% of the patients", second.version());
    flowQuarter();

    List<Recommendation> live = recommendationsFrom(before);
    List<Recommendation> shadow = shadowRecommendations();
    assertThat(versions(live)).containsOnly(first.version());
    assertThat(versions(shadow)).containsOnly(second.version());
    assertThat(shadow.stream().map(ModelReleaseIT::revision))
        .as("one beside each, in the same transactions")
        .containsExactlyInAnyOrderElementsOf(live.stream().map(ModelReleaseIT::revision).toList());
    assertThat(app.process().metric("theriac_agreement_count").orElse(0))
        .as("of both, at final visits")
        .isPositive();
  }

  private void shouldTryTheSecondAsACanaryEvenAfterACrashWithTheStoreDown() throws IOException {
    int before = app.outputs().recommendations().size();
    ModelRelease trial = releases.tryOut(second, put(second), TrialMode.CANARY, 0.5);
    awaitReadiness("version %s is on trial: canary, 50 %% of the patients", second.version());
    s3.stop();
    app.kill();
    app.start();
    app.flow().awaitModel(active(first, "").build());
    awaitReadiness("version %s is on trial: canary, 50 %% of the patients", second.version());
    s3.start();
    flowQuarter();

    TrialTerms terms =
        new TrialTerms(TrialMode.CANARY, 0.5, second.version(), trial.getDecidedAt());
    List<Recommendation> made = recommendationsFrom(before);
    assertThat(versions(made)).contains(first.version(), second.version());
    assertThat(made)
        .allSatisfy(
            each ->
                assertThat(each.getModelVersion())
                    .isEqualTo(
                        terms.cover(each.getPatientKey()) ? second.version() : first.version()));
  }

  private void shouldServeTheSecondAndRollItBack() throws IOException {
    int before = app.outputs().recommendations().size();
    app.flow().awaitModel(releases.publish(active(second, put(second))));
    await().atMost(LIMIT).until(() -> !app.process().readiness().contains("on trial"));
    flowQuarter();
    assertThat(versions(recommendationsFrom(before))).containsOnly(second.version());

    releases.publish(releases.decide(second, ReleaseStatus.ROLLED_BACK, put(second)));
    app.flow().awaitModel(active(first, "").build());
  }

  private void shouldNameTheModelThatMadeEachRecommendation() {
    Map<String, String> fingerprints =
        Map.of(first.version(), fingerprint(first), second.version(), fingerprint(second));
    assertThat(app.outputs().recommendations())
        .allSatisfy(
            each ->
                assertThat(each.getFingerprints().getModel())
                    .isEqualTo(fingerprints.get(each.getModelVersion())));
  }

  /** The release is tried, fails for this reason, and the first model goes on serving. */
  private void refuses(ModelRelease.Builder bad, String reason) {
    double before = app.process().metric(LOAD_FAILURES).orElse(0);
    releases.publish(bad);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(app.process().readiness())
                    .contains("Version " + second.version(), reason)
                    .contains("Version " + first.version() + " goes on serving"));
    assertThat(app.process().metric(LOAD_FAILURES).orElse(0)).isGreaterThan(before);
    assertThat(app.process().serves(first.version())).isTrue();
  }

  private void awaitReadiness(String format, Object... values) {
    String text = format.formatted(values);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(app.process().readiness()).contains(text));
  }

  private void flowQuarter() {
    publish(quarters.next());
    app.flow().awaitProcessed();
    app.flow().awaitRecommendations(app.outputs());
  }

  private void publish(List<OutboundEvent> events) {
    app.flow().publish(events.iterator(), events.size());
  }

  private List<Recommendation> recommendationsFrom(int first) {
    List<Recommendation> all = app.outputs().recommendations();
    return List.copyOf(all.subList(first, all.size()));
  }

  private static Stream<String> versions(List<Recommendation> recommendations) {
    return recommendations.stream().map(Recommendation::getModelVersion);
  }

  private static String revision(Recommendation each) {
    return each.getPatientKey() + "|" + each.getVisitId() + "|" + each.getRevision();
  }

  private List<Recommendation> shadowRecommendations() {
    return Committed.read(SharedStack.clients(), app.topics().shadowRecommendations());
  }

  private void train(Collection<ClosedVisit> visits) {
    Path models = directory.resolve("models");
    first = SmallModel.train(visits, models);
    second = SmallModel.train(List.copyOf(visits).subList(0, visits.size() / 2), models);
  }

  private ModelRelease.Builder active(SmallModel model, String uri) {
    return releases.decide(model, ReleaseStatus.ACTIVE, uri);
  }

  private String put(SmallModel model) throws IOException {
    StoreSettings settings =
        StoreSettings.caching(directory.resolve("trainer-cache"))
            .withPathStyleEndpoint(s3.endpoint(), S3Server.REGION);
    String known =
        System.setProperty(
            "aws.sharedCredentialsFile",
            S3Server.writeProfile(directory.resolve("credentials")).toString());
    try (ArtifactStore store =
        ArtifactStores.open("s3://" + S3Server.BUCKET + "/graphdiffmed", settings)) {
      return store.put(model.directory(), model.version());
    } finally {
      if (known == null) {
        System.clearProperty("aws.sharedCredentialsFile");
      }
    }
  }

  private interface Harm {
    void to(Path file) throws IOException;
  }

  private String spoilt(String name, Harm harm) throws IOException {
    Path copy = Files.createDirectory(directory.resolve(name));
    try (Stream<Path> files = Files.list(second.directory())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    harm.to(copy.resolve(WEIGHTS));
    return copy.toUri().toString();
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static String fingerprint(SmallModel model) {
    return ModelArtifact.identity(model.directory(), model.sha256()).fingerprints().getModel();
  }

  private static Iterator<List<OutboundEvent>> quarters(List<OutboundEvent> events) {
    int quarter = events.size() / 4;
    return List.of(
            events.subList(0, quarter),
            events.subList(quarter, 2 * quarter),
            events.subList(2 * quarter, 3 * quarter),
            events.subList(3 * quarter, events.size()))
        .iterator();
  }

  private Map<String, String> s3Settings() {
    return Map.of(
        "artifact.cache.dir",
        directory.resolve("artifacts").toString(),
        "artifact.s3.endpoint",
        s3.endpoint().toString(),
        "artifact.s3.region",
        S3Server.REGION,
        "artifact.s3.path.style",
        "true");
  }

  private static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
  }
}
