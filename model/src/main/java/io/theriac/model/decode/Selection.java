package io.theriac.model.decode;

import java.util.List;

/**
 * What is chosen for a visit.
 *
 * @param medications indices, most probable first
 * @param dropped what reaches the threshold but was left out for an interaction, most probable
 *     first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Selection(int[] medications, List<Dropped> dropped) {

  /**
   * A medication that was left out.
   *
   * @param because the chosen medication it interacts with most
   * @param penalty what its interactions with all chosen ones took off its logit
   */
  public record Dropped(int medication, int because, double penalty) {}
}
