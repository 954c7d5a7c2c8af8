package io.theriac.streams.serving;

import io.theriac.model.PatientHistory;
import io.theriac.model.Recommender;
import io.theriac.model.ScoredMedication;
import io.theriac.model.VisitScores;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.PatientClass;
import io.theriac.schemas.avro.Sex;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets a model score invented patients before it may serve: it must make sense, and it warms up.
 */
final class SmokeTest {

  private static final int ROUNDS = 3;

  private final int batchSize;

  SmokeTest(int batchSize) {
    this.batchSize = batchSize;
  }

  /**
   * Scores batches of one visit and of the size that serves.
   *
   * @throws IOException if the model's answer cannot be one
   */
  void pass(Recommender recommender) throws IOException {
    if (!(recommender.threshold() > 0 && recommender.threshold() < 1)) {
      throw new IOException("its threshold is not between 0 and 1.");
    }
    for (int round = 0; round < ROUNDS; round++) {
      requireSense(recommender, List.of(history(1)));
      requireSense(recommender, Collections.nCopies(batchSize, history(2)));
    }
  }

  private static void requireSense(Recommender recommender, List<PatientHistory> batch)
      throws IOException {
    List<VisitScores> results = recommender.score(batch);
    if (results.size() != batch.size()) {
      throw new IOException(
          "it gave %d results for a batch of %d.".formatted(results.size(), batch.size()));
    }
    for (VisitScores result : results) {
      if (result.medications().isEmpty()) {
        throw new IOException("it scores no medication at all.");
      }
      for (ScoredMedication medication : result.medications()) {
        if (!(medication.probability() >= 0 && medication.probability() <= 1)) {
          throw new IOException("it gives a probability that is not between 0 and 1.");
        }
      }
    }
  }

  private static PatientHistory history(int visits) {
    return new PatientHistory(IntStream.range(0, visits).mapToObj(SmokeTest::visit).toList());
  }

  private static ClosedVisit visit(int number) {
    Instant admitted = Instant.EPOCH.plus(365L * 40 + number, ChronoUnit.DAYS);
    return ClosedVisit.newBuilder()
        .setPatientKey("smoke-test")
        .setVisitId(Integer.toString(number))
        .setPatientClass(PatientClass.INPATIENT)
        .setSex(Sex.FEMALE)
        .setBirthYear(1950)
        .setAdmittedAt(admitted)
        .setDischargedAt(admitted.plus(12, ChronoUnit.HOURS))
        .build();
  }
}
