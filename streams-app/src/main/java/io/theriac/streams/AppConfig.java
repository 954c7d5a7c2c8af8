package io.theriac.streams;

import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.store.StoreSettings;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DdiSeverity;
import io.theriac.state.LatestTime;
import io.theriac.state.VisitRules;
import io.theriac.streams.config.Setting;
import io.theriac.streams.config.Settings;
import io.theriac.streams.config.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the application, typed and checked: each property stands here once.
 *
 * <p>Keys that begin with {@code kafka.} go to every Kafka client and to Kafka Streams without that
 * prefix; keys of the schema registry client ({@code schema.registry.*} and the few Confluent names
 * without that prefix) go to the serdes as they are.
 */
public final class AppConfig {

  public static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.required(
          "bootstrap.servers",
          "host:port pairs separated by commas",
          "localhost:9092",
          "The Kafka brokers to begin with.");

  public static final Setting<String> REGISTRY_URL =
      Setting.required(
          "schema.registry.url",
          "URLs separated by commas",
          "http://localhost:8081",
          "The schema registry, in Confluent's REST API.");

  public static final Setting<Topics> TOPIC_PREFIX =
      new Setting<>(
          "topic.prefix",
          "up to 100 letters, digits, '.', '_' and '-'",
          "",
          Topics::withPrefix,
          "Put before every topic name as it is, for one tenant or environment.");

  public static final Setting<String> APPLICATION_ID =
      Setting.required(
          "application.id",
          "text without spaces",
          "theriac",
          "Consumer group and prefix of internal topics; two applications with one id share the"
              + " work.");

  public static final Setting<String> INSTANCE_ID =
      Setting.text(
          "instance.id",
          "",
          "Static membership: a name of this instance that stays over a restart, so that its"
              + " partitions wait for it, and after a crash it has them again at once. Empty:"
              + " dynamic; after a crash the group first waits for the session to run out.");

  public static final Setting<Path> STATE_DIR =
      Setting.path(
          "state.dir",
          "data/streams",
          "Where RocksDB keeps the state of visits; each instance on a machine needs its own.");

  public static final Setting<Integer> THREADS =
      Setting.integer("threads", 2, 1, 64, "Processing threads of this instance.");

  public static final Setting<Integer> STANDBY_REPLICAS =
      Setting.integer(
          "standby.replicas",
          0,
          0,
          5,
          "Warm copies of the state on other instances, for failover.");

  public static final Setting<Integer> COMMIT_INTERVAL_MS =
      Setting.integer(
          "commit.interval.ms",
          100,
          1,
          60_000,
          "Milliseconds between transactions; readers with read_committed see output after its"
              + " transaction. Longer is faster and later.");

  public static final Setting<Integer> TASK_IDLE_MS =
      Setting.integer(
          "task.idle.ms",
          100,
          0,
          60_000,
          "How many milliseconds a task waits for a topic that has run dry, so that the topics of a"
              + " patient interleave by time. 0 does not wait beyond what is already on the"
              + " broker.");

  public static final Setting<Integer> STATE_CACHE_MB =
      Setting.integer(
          "state.cache.mb",
          64,
          0,
          65_536,
          "Memory in MiB for the record cache before the stores; it should hold the patients of a"
              + " commit interval.");

  public static final Setting<Integer> ROCKSDB_MEMORY_MB =
      Setting.integer(
          "rocksdb.memory.mb",
          256,
          32,
          1_048_576,
          "Bound in MiB of block cache and write buffers of all RocksDB stores together.");

  public static final Setting<Integer> BATCH_MAX_VISITS =
      Setting.integer(
          "batch.max.visits", 64, 1, 4096, "So many pending visits are scored at once.");

  public static final Setting<Integer> BATCH_MAX_WAIT_MS =
      Setting.integer(
          "batch.max.wait.ms",
          50,
          1,
          60_000,
          "A pending visit waits at most about so many milliseconds for others to be scored with.");

  public static final Setting<Integer> HISTORY_MAX_VISITS =
      Setting.integer(
          "history.max.visits",
          64,
          1,
          10_000,
          "The newest so many closed visits of a patient are given to the model.");

  public static final Setting<Integer> CODING_GRACE_HOURS =
      Setting.integer(
          "coding.grace.hours",
          168,
          0,
          87_600,
          "Hours of event time after discharge in which coding goes on; then the visit is final and"
              + " reaches the visits topic.");

  public static final Setting<Integer> REVISION_DELAY_MINUTES =
      Setting.integer(
          "revision.delay.minutes",
          15,
          0,
          10_080,
          "Minutes of event time in which late codes of a closed visit gather for one revision.");

  public static final Setting<Integer> ABANDONED_AFTER_DAYS =
      Setting.integer(
          "abandoned.after.days",
          90,
          1,
          36_500,
          "Days of event time without an event after which a visit that has not closed counts as"
              + " abandoned; any event revives it.");

  public static final Setting<Integer> CLOCK_MAX_LEAD_HOURS =
      Setting.integer(
          "clock.max.lead.hours",
          24,
          0,
          87_600,
          "An event that happened more than so many hours ahead of the clock is set aside: it would"
              + " move event time, and the visits of all patients of its partition, for good. 0 sets"
              + " no bound, for de-identified data sets whose dates lie in the future (MIMIC).");

  public static final Setting<String> MODEL_NAME =
      Setting.required(
          "model.name",
          "text",
          "graphdiffmed",
          "The model to serve: the key on the model-releases topic.");

  public static final Setting<ComputeDevice> MODEL_DEVICE =
      Setting.choice(
          "model.device",
          ComputeDevice.AUTO,
          List.of(ComputeDevice.values()),
          "Where the model runs; auto takes a GPU where there is one.");

  public static final Setting<Path> ARTIFACT_CACHE =
      Setting.path(
          "artifact.cache.dir",
          "data/artifacts",
          "Where model artifacts fetched from s3: are kept; those at file: URIs are read where they"
              + " lie.");

  public static final Setting<Optional<URI>> ARTIFACT_S3_ENDPOINT =
      new Setting<>(
          "artifact.s3.endpoint",
          "an http: or https: URL",
          "",
          AppConfig::endpoint,
          "An S3-compatible server. Empty: AWS itself. Credentials never stand here: they come from"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the profile that AWS_PROFILE"
              + " names.");

  public static final Setting<String> ARTIFACT_S3_REGION =
      Setting.text(
          "artifact.s3.region",
          "",
          "Region of the bucket. Empty: that of AWS_REGION or of the profile.");

  public static final Setting<Boolean> ARTIFACT_S3_PATH_STYLE =
      Setting.flag(
          "artifact.s3.path.style",
          false,
          "Puts the bucket into the path of URLs instead of the host name, as most S3-compatible"
              + " servers want it.");

  public static final Setting<Integer> ARTIFACT_TIMEOUT_SECONDS =
      Setting.integer(
          "artifact.timeout.seconds",
          60,
          1,
          3_600,
          "Seconds one request to an artifact store may take; it is tried three times.");

  public static final Setting<List<Path>> CODE_FILES =
      Setting.paths(
          "codes.files",
          "",
          "Code maps (RxNorm, NDC and so on to ATC), in order; without them only ATC-coded orders"
              + " can raise alerts.");

  public static final Setting<String> DDI_FILE =
      Setting.text(
          "ddi.file",
          "",
          "Interaction knowledge as CSV. Empty: the curated list that comes along.");

  public static final Setting<DdiSeverity> DDI_MINIMUM_SEVERITY =
      Setting.choice(
          "ddi.minimum.severity",
          DdiSeverity.MODERATE,
          List.of(
              DdiSeverity.CONTRAINDICATED,
              DdiSeverity.MAJOR,
              DdiSeverity.MODERATE,
              DdiSeverity.MINOR),
          "Interactions less severe than this raise no alert.");

  public static final Setting<String> HTTP_HOST =
      Setting.required(
          "http.host",
          "a host name or address",
          "127.0.0.1",
          "Where health and metrics listen; the loopback address unless you protect it otherwise.");

  public static final Setting<Integer> HTTP_PORT =
      Setting.integer("http.port", 8080, 0, 65_535, "Port of health and metrics; 0 takes any.");

  public static final Setting<Integer> OUTPUT_MAX_BYTES =
      Setting.integer(
          "output.max.bytes",
          1_000_000,
          10_000,
          100_000_000,
          "The largest closed visit, row of the state and message between merged patient keys, in"
              + " bytes: a visit that grows beyond cannot close, and the record that would close it,"
              + " or make such a row or message, is set aside. Not more than max.message.bytes of the"
              + " topics.");

  public static final Setting<Integer> MERGE_MAX_MB =
      Setting.integer(
          "merge.max.mb",
          64,
          1,
          1_024,
          "The largest record of one patient that a merge or an erasure takes, in MiB of rows, with"
              + " 256 bytes added for each row: it is done in one transaction, in memory. A larger"
              + " one is set aside, and can be replayed after raising this.");

  public static final Setting<Integer> DEAD_LETTER_MAX_BYTES =
      Setting.integer(
          "deadletter.max.bytes",
          4_000_000,
          10_000,
          100_000_000,
          "The largest dead letter, in bytes; a larger record is set aside by its position alone."
              + " Not more than max.message.bytes of the dead-letter topic.");

  public static final Setting<Boolean> REPLAY =
      Setting.flag(
          "replay",
          false,
          "Marks all alerts as a replay's and leaves wall-clock times out of recommendations.");

  /** All settings, in the order of the reference page. */
  public static final List<Setting<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          REGISTRY_URL,
          TOPIC_PREFIX,
          APPLICATION_ID,
          INSTANCE_ID,
          STATE_DIR,
          THREADS,
          STANDBY_REPLICAS,
          COMMIT_INTERVAL_MS,
          TASK_IDLE_MS,
          STATE_CACHE_MB,
          ROCKSDB_MEMORY_MB,
          BATCH_MAX_VISITS,
          BATCH_MAX_WAIT_MS,
          HISTORY_MAX_VISITS,
          CODING_GRACE_HOURS,
          REVISION_DELAY_MINUTES,
          ABANDONED_AFTER_DAYS,
          CLOCK_MAX_LEAD_HOURS,
          MODEL_NAME,
          MODEL_DEVICE,
          ARTIFACT_CACHE,
          ARTIFACT_S3_ENDPOINT,
          ARTIFACT_S3_REGION,
          ARTIFACT_S3_PATH_STYLE,
          ARTIFACT_TIMEOUT_SECONDS,
          CODE_FILES,
          DDI_FILE,
          DDI_MINIMUM_SEVERITY,
          HTTP_HOST,
          HTTP_PORT,
          OUTPUT_MAX_BYTES,
          MERGE_MAX_MB,
          DEAD_LETTER_MAX_BYTES,
          REPLAY);

  private final Settings settings;

  private AppConfig(Settings settings) {
    this.settings = settings;
  }

  /**
   * A configuration from properties alone.
   *
   * @throws UserError if a key is unknown or a value is not valid
   */
  public static AppConfig of(Map<String, String> properties) {
    return of(properties, Map.of());
  }

  /**
   * A configuration from properties, overridden by environment variables.
   *
   * @throws UserError if a key is unknown or a value is not valid
   */
  public static AppConfig of(Map<String, String> properties, Map<String, String> environment) {
    return new AppConfig(Settings.of(ALL, properties, environment));
  }

  /**
   * A configuration from a properties file, overridden by environment variables: {@code
   * THERIAC_HTTP_PORT} overrides {@code http.port}.
   *
   * @throws UserError if the file cannot be read, a key is unknown or a value is not valid
   */
  public static AppConfig read(Path file, Map<String, String> environment) {
    return of(Settings.properties(file), environment);
  }

  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /** The topics of this configuration. */
  public Topics topics() {
    return get(TOPIC_PREFIX);
  }

  /** How artifact stores are reached. */
  public StoreSettings artifactStores() {
    return new StoreSettings(
        get(ARTIFACT_CACHE),
        get(ARTIFACT_S3_ENDPOINT),
        Optional.of(get(ARTIFACT_S3_REGION)).filter(region -> !region.isBlank()),
        get(ARTIFACT_S3_PATH_STYLE),
        Duration.ofSeconds(get(ARTIFACT_TIMEOUT_SECONDS)));
  }

  private static Optional<URI> endpoint(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI endpoint = URI.create(text);
    if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("no address");
    }
    return Optional.of(endpoint);
  }

  /** How long a visit stays in each phase of its life. */
  public VisitRules visitRules() {
    return new VisitRules(
        Duration.ofHours(get(CODING_GRACE_HOURS)),
        Duration.ofMinutes(get(REVISION_DELAY_MINUTES)),
        Duration.ofDays(get(ABANDONED_AFTER_DAYS)),
        get(OUTPUT_MAX_BYTES),
        (long) get(MERGE_MAX_MB) << 20);
  }

  /** How far ahead of a clock an event may be at the moment; empty for no bound. */
  public Optional<LatestTime> latestTime(Clock clock) {
    int hours = get(CLOCK_MAX_LEAD_HOURS);
    return hours == 0
        ? Optional.empty()
        : Optional.of(new LatestTime(clock.instant(), Duration.ofHours(hours)));
  }

  /** Properties of every Kafka client: brokers, security and whatever else was passed through. */
  public Map<String, String> kafkaProperties() {
    return settings.kafkaProperties(get(BOOTSTRAP_SERVERS));
  }

  /** Properties of the serdes and of the registry client, under Confluent's names. */
  public Map<String, String> registryProperties() {
    return settings.registryProperties(get(REGISTRY_URL));
  }
}
