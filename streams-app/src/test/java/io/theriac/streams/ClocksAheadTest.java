package io.theriac.streams;

import static io.theriac.state.fixture.PatientStory.aPatient;
import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.DeadLetterReason;
import io.theriac.state.VisitFold;
import io.theriac.state.fixture.PatientStory;
import io.theriac.streams.testing.FixedRecommender;
import io.theriac.streams.testing.Ward;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clock that is ahead is no reason to lead the visits of others astray. */
class ClocksAheadTest {

  @TempDir Path stateDir;
  private Ward ward;
  private Instant now;

  @BeforeEach
  void open() {
    ward = Ward.withClocksAheadUpTo(stateDir, Duration.ofHours(24));
    ward.serves(FixedRecommender.version("1").scoring("A10BA02", 0.9));
    now = ward.clock().instant();
  }

  @AfterEach
  void close() {
    ward.close();
  }

  @Test
  void shouldSetAsideAnEventThatIsTooFarAhead() {
    ward.hears(aPatient("eve").at(Instant.parse("2062-01-01T00:00:00Z")).born(1950));

    assertThat(ward.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReasonClass()).isEqualTo(DeadLetterReason.INVALID_FIELD);
              assertThat(letter.getReason())
                  .contains("header.occurredAt", "24 hours", "clock.max.lead.hours")
                  .doesNotContain("2062");
            });
    assertThat(VisitFold.eventTime(ward.facts())).isEmpty();
  }

  @Test
  void shouldLeadTheVisitsOfOthersAsIfItHadNotCome() {
    ward.hears(aPatient("eve").at(Instant.parse("2062-01-01T00:00:00Z")).born(1950));
    ward.deadLetters();

    PatientStory bob = aPatient("bob").admitted("v1", now.minus(Duration.ofDays(3)));
    ward.hears(bob.inNoVisit().measured("l1", "2160-0", 1.2, "mg/dL").inVisit("v1").discharged());
    ward.waits();

    assertThat(ward.deadLetters()).isEmpty();
    assertThat(ward.sum("theriac.visits.abandoned")).isZero();
    assertThat(ward.recommendations()).hasSize(1);
    assertThat(ward.visits()).isEmpty();
  }

  @Test
  void shouldTakeAnEventThatIsLittleAheadAndLaterOneThatWasTooFar() {
    PatientStory ahead = aPatient("ann").admitted("v1", now.plus(Duration.ofHours(25)));

    ward.hears(aPatient("bob").admitted("v1", now.plus(Duration.ofHours(23)))).hears(ahead);

    assertThat(ward.deadLetters()).extracting(DeadLetter::getOffset).containsExactly(1L);
    ward.isQuietFor(Duration.ofHours(2)).hears(ahead);
    assertThat(ward.deadLetters()).isEmpty();
    assertThat(ward.count("theriac.records.applied")).isEqualTo(2);
  }
}
