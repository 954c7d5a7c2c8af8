package io.theriac.schemas.admin;

import java.util.List;

/** What provisioning found and did, topic by topic. */
public record ProvisioningReport(List<Entry> entries) {

  public ProvisioningReport {
    entries = List.copyOf(entries);
  }

  /** What became of one topic. */
  public enum Outcome {
    CREATED,
    EXISTED,
    /** It existed with other settings, which were left as they are. */
    DIFFERS
  }

  /**
   * One topic and its schema.
   *
   * @param schemaId id of this build's schema under the topic's value subject
   * @param schemaVersion its version there
   * @param differences one sentence each, with the remedy
   */
  public record Entry(
      String topic, Outcome outcome, int schemaId, int schemaVersion, List<String> differences) {

    public Entry {
      differences = List.copyOf(differences);
    }
  }

  /** Whether every topic is as this build wants it. */
  public boolean isAsWanted() {
    return entries.stream().noneMatch(entry -> entry.outcome() == Outcome.DIFFERS);
  }
}
