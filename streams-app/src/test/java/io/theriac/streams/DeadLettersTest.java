package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.schemas.avro.PatientAction;
import io.theriac.schemas.avro.Recommendation;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  @TempDir Path stateDir;
  private Ward ward;

  @BeforeEach
  void open() {
    ward = Ward.open(stateDir);
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldSetAsideBytesThatCannotBeReadAndGoOn() {
    byte[] good = ward.bytes(admission());
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 7;
    byte[] unknownSchema = good.clone();
    unknownSchema[1] = 99;
    byte[] cut = Arrays.copyOf(good, good.length - 3);

    ward.hearsBytes("ann", wrongMagic).hearsBytes("ann", unknownSchema).hearsBytes("ann", cut);
    ward.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
    ward.hears(aPatient("bob").admitted("v1").discharged()).waits();

    assertThat(ward.deadLetters())
        .extracting(
            DeadLetter::getReasonClass,
            DeadLetter::getTopic,
            DeadLetter::getOffset,
            letter -> bytes(letter.getValue()))
        .containsExactly(
            tuple(DeadLetterReason.UNREADABLE_FRAME, "clinical.admissions", 0L, wrongMagic),
            tuple(DeadLetterReason.UNKNOWN_SCHEMA, "clinical.admissions", 1L, unknownSchema),
            tuple(DeadLetterReason.UNREADABLE_BODY, "clinical.admissions", 2L, cut));
    assertThat(ward.recommendations())
        .extracting(Recommendation::getPatientKey)
        .containsExactly("bob");
    assertThat(ward.count("theriac.dead.letters", "of", "event", "reason", "unreadable_frame"))
        .isEqualTo(1);
  }

  @Test
  void shouldKeepARejectedRecordAsReceived() {
    SpecificRecord merge = aPatient("ann").patientAction(PatientAction.MERGE, null).events().get(0);

    ward.hears(merge);

    assertThat(ward.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.INVALID_FIELD);
              assertThat(letter.getTopic()).isEqualTo("clinical.patients");
              assertThat(bytes(letter.getKey())).isEqualTo("ann".getBytes(StandardCharsets.UTF_8));
              assertThat(bytes(letter.getValue())).isEqualTo(ward.bytes(merge));
              assertThat(letter.getFailedAt()).isEqualTo(ward.clock().instant());
            });
  }

  @Test
  void shouldRejectAKeyThatIsNotThePatients() {
    ward.hears("bob", admission()).hears(null, admission());

    assertThat(ward.deadLetters())
        .extracting(DeadLetter::getReasonClass)
        .containsExactly(DeadLetterReason.INVALID_FIELD, DeadLetterReason.INVALID_FIELD);
  }

  @Test
  void shouldRejectATombstone() {
    ward.hearsBytes("ann", null);

    assertThat(ward.deadLetters())
        .extracting(DeadLetter::getReasonClass, DeadLetter::getValue)
        .containsExactly(tuple(DeadLetterReason.INVALID_FIELD, null));
  }

  @Test
  void shouldSayNothingOfThePatientInTheReason() {
    ward.hears("another-key", admission());

    assertThat(ward.deadLetters().get(0).getReason())
        .doesNotContain("ann")
        .doesNotContain("another-key");
  }

  @Test
  void shouldNotCloseAVisitThatIsTooLargeToPublish(@TempDir Path other) {
    PatientStory story = aPatient("ann").admitted("v1");
    for (int i = 0; i < 50; i++) {
      story.measured("result-" + i, "2345-7", i, "mg/dL");
    }
    try (Ward small = Ward.withVisitsUpTo(other, 500)) {
      small.hears(story.discharged());

      assertThat(small.deadLetters())
          .extracting(DeadLetter::getReasonClass)
          .containsExactly(DeadLetterReason.OVERSIZED);
      assertThat(small.visits()).isEmpty();
      assertThat(small.pending()).isZero();
    }
  }

  private static SpecificRecord admission() {
    return aPatient("ann").admitted("v1").events().get(0);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
