package io.theriac.local.deadletter;

import io.theriac.schemas.avro.DeadLetterReason;

/** What an operator does about a dead letter, by its reason. */
final class Remedy {

  private Remedy() {}

  static String of(DeadLetterReason reason) {
    return switch (reason) {
      case UNREADABLE_FRAME ->
          "Find the producer that does not write the Confluent wire format, and send the event again from its source.";
      case UNKNOWN_SCHEMA ->
          "See that producer and application use the same registry and that it lost nothing; then replay.";
      case UNREADABLE_BODY ->
          "Upgrade the application if the schema is newer than it, then replay; else fix the producer and send again.";
      case INVALID_FIELD -> "Correct the field at its source and send the event again.";
      case NO_OPEN_VISIT -> "Wait until the admission is there, or send it; then replay.";
      case UNSUPPORTED -> "Replay with a release that handles this kind of event.";
      case OVERSIZED ->
          "Do what the sentence says, mostly raise the limit that it names; then replay.";
      case PROCESSING_FAILED ->
          "Report the sentence as a defect; replay with the release that fixes it.";
      case UNKNOWN -> "A newer release wrote this letter: look at it with that release.";
    };
  }
}
