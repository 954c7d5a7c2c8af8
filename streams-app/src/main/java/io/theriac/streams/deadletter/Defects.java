package io.theriac.streams.deadletter;

import io.theriac.state.UnreadableRowException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks of unexpected exceptions without their messages, which could hold patient data. */
public final class Defects {

  private static final Logger LOG = LoggerFactory.getLogger(Defects.class);
  private static final int FRAMES = 12;

  private Defects() {}

  /** Logs where a defect showed itself. */
  public static void log(String what, Throwable defect) {
    LOG.error("{} failed: {}", what, trace(defect));
  }

  /** Logs where a defect showed itself, and says so in a sentence. */
  static String sentence(String what, Throwable defect) {
    log(what, defect);
    return "%s failed with %s at %s: a defect of the application, replay the record after its fix."
        .formatted(what, defect.getClass().getSimpleName(), place(defect));
  }

  /** Classes and frames of a throwable and its causes. */
  static String trace(Throwable defect) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = defect; cause != null; cause = cause.getCause()) {
      text.append(cause.getClass().getName())
          .append(
              Arrays.stream(cause.getStackTrace())
                  .limit(FRAMES)
                  .map(Object::toString)
                  .collect(Collectors.joining(" < ", " at ", "; ")));
    }
    return text.toString();
  }

  /** Whether a failure lies in the record or our code, not in Kafka, its stores or the registry. */
  public static boolean isOfTheRecord(Throwable failure) {
    return !isCausedBy(failure, KafkaException.class)
        && !isCausedBy(failure, UnreadableRowException.class);
  }

  static boolean isCausedBy(Throwable throwable, Class<? extends Throwable> type) {
    for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String place(Throwable defect) {
    StackTraceElement[] frames = defect.getStackTrace();
    return frames.length == 0
        ? "an unknown place"
        : frames[0].getClassName() + ":" + frames[0].getLineNumber();
  }
}
