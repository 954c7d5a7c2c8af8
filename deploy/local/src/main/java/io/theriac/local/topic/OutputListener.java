package io.theriac.local.topic;

import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.Recommendation;

/** Hears of everything on the output topics, in the order of each partition. */
public interface OutputListener {

  /**
   * @param key {@code patient|visit}
   * @param contentOrNull the final visit, or null when it is taken back
   */
  void visit(String key, ClosedVisit contentOrNull);

  void recommendation(Recommendation recommendation);

  void alert(DdiAlert alert);

  void deadLetter(DeadLetter deadLetter);
}
