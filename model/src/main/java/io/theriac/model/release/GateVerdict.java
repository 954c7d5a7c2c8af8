package io.theriac.model.release;

import io.theriac.schemas.avro.GateCheck;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.List;

/**
 * What the acceptance gate decided about a model, and why.
 *
 * @param status ACTIVE, CANDIDATE or REJECTED
 * @param reason in a sentence or two
 * @param checks in the order in which they were made
 */
public record GateVerdict(ReleaseStatus status, String reason, List<GateCheck> checks) {

  public GateVerdict {
    checks = List.copyOf(checks);
  }
}
