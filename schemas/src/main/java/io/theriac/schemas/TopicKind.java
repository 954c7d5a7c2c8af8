package io.theriac.schemas;

/** What a topic is for; it decides partitions, clean-up and retention. */
public enum TopicKind {
  /** Clinical events, by patient: co-partitioned with each other. */
  CLINICAL,
  /** What the application says of patients, by patient. */
  OUTPUT,
  /** The latest value by key: compacted. */
  TABLE,
  /** Records that could not be processed. */
  DEAD_LETTERS
}
