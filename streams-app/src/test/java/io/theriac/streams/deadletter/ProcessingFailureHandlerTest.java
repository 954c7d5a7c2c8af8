package io.theriac.streams.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.theriac.schemas.Topics;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.registry.RegistryClient;
import io.theriac.schemas.registry.RegistryConfig;
import io.theriac.schemas.registry.RegistryUnavailableException;
import io.theriac.schemas.testing.FakeRegistry;
import io.theriac.streams.TopicSerdes;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.testing.SettableClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessingFailureHandlerTest {

  private static final byte[] KEY = "ann".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALUE = new byte[1000];

  private final ProcessingFailureHandler processing = new ProcessingFailureHandler();
  private FakeRegistry registry;
  private Serde<DeadLetter> serde;

  @BeforeEach
  void open() {
    registry = FakeRegistry.start();
    Map<String, String> properties = Map.of("schema.registry.url", registry.url());
    serde =
        TopicSerdes.with(new RegistryClient(RegistryConfig.from(properties)), properties)
            .of(Topics.standard().deadLetters());
    configure(100_000);
  }

  @AfterEach
  void close() {
    registry.close();
  }

  static List<Exception> errorsNotOfTheRecord() {
    return List.of(
        new TimeoutException("slow"),
        new ProcessorStateException("disk"),
        new RegistryUnavailableException("down", null),
        new IllegalStateException(new ProcessorStateException("disk, wrapped")));
  }

  @ParameterizedTest
  @MethodSource("errorsNotOfTheRecord")
  void shouldNeverSwallowErrorsThatAreNotOfTheRecord(Exception error) {
    var response = processing.handleError(context("clinical.labs", 5), null, error);

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    assertThat(response.deadLetterQueueRecords()).isEmpty();
  }

  @Test
  void shouldSetADefectAsideWithoutItsMessageAndGoOn() {
    var response =
        processing.handleError(
            context("clinical.labs", 5), null, new IllegalStateException("patient ann"));

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    DeadLetter letter = letter(response.deadLetterQueueRecords());
    assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.PROCESSING_FAILED);
    assertThat(letter.getReason()).contains("IllegalStateException").doesNotContain("ann");
  }

  @Test
  void shouldFailWhenNoRecordCouldBeSetAside() {
    var response = processing.handleError(context(null, -1), null, new IllegalStateException());

    assertThat(response.result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
  }

  @Test
  void shouldKeepTheRecordAsReceived() {
    var response =
        processing.handleError(
            context("clinical.labs", 5),
            null,
            new RejectedEventException(DeadLetterReason.NO_OPEN_VISIT, "No visit is open."));

    ProducerRecord<byte[], byte[]> sent = response.deadLetterQueueRecords().get(0);
    assertThat(sent.topic()).isEqualTo("theriac.dead-letters");
    assertThat(sent.key()).isEqualTo(KEY);
    assertThat(sent.timestamp()).isEqualTo(1234);
    DeadLetter letter = letter(response.deadLetterQueueRecords());
    assertThat(letter.getTopic()).isEqualTo("clinical.labs");
    assertThat(letter.getPartition()).isEqualTo(3);
    assertThat(letter.getOffset()).isEqualTo(5);
    assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(1234);
    assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(KEY));
    assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(VALUE));
    assertThat(letter.getHeaders())
        .singleElement()
        .satisfies(header -> assertThat(header.getKey()).isEqualTo("trace"));
    assertThat(letter.getReason()).isEqualTo("No visit is open.");
  }

  @Test
  void shouldLeaveAValueThatIsTooLargeWhereItIs() {
    configure(500);
    var response =
        processing.handleError(
            context("clinical.labs", 5),
            null,
            new RejectedEventException(DeadLetterReason.NO_OPEN_VISIT, "No visit is open."));

    DeadLetter letter = letter(response.deadLetterQueueRecords());
    assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.OVERSIZED);
    assertThat(letter.getValue()).isNull();
    assertThat(letter.getReason()).contains("No visit is open.").contains("NO_OPEN_VISIT");
    assertThat(letter.getOffset()).isEqualTo(5);
  }

  private void configure(int maxBytes) {
    DeadLetters deadLetters =
        new DeadLetters(
            Topics.standard(),
            serde.serializer(),
            new SettableClock(),
            maxBytes,
            new AppMetrics(new SimpleMeterRegistry()));
    processing.configure(Map.of(DeadLetters.CONFIG_KEY, deadLetters));
  }

  private DeadLetter letter(List<ProducerRecord<byte[], byte[]>> sent) {
    return serde.deserializer().deserialize("theriac.dead-letters", sent.get(0).value());
  }

  private static ErrorHandlerContext context(String topic, long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[] {1});
    return new DefaultErrorHandlerContext(
        null, topic, 3, offset, headers, "fold-visits", new TaskId(0, 3), 1234, KEY, VALUE);
  }
}
