package io.theriac.streams.fold;

import io.theriac.schemas.avro.PatientMove;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Keys of the patient-moves topic: one a message, so that a message taken can be deleted by a null,
 * and in the partition of the patient it is for.
 */
public final class MoveKey implements StreamPartitioner<String, PatientMove> {

  /** The key of a message: length of the patient key, the patient key and the message's id. */
  static String of(PatientMove move) {
    String patient = move.getPatientKey();
    return patient.length() + "|" + patient + "|" + move.getMoveId();
  }

  /** The partition that Kafka's own partitioner gives the clinical events of the patient. */
  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, PatientMove moveOrNull, int numPartitions) {
    byte[] patient = patient(key).getBytes(StandardCharsets.UTF_8);
    return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(patient)) % numPartitions));
  }

  private static String patient(String key) {
    int bar = key.indexOf('|');
    int length = Integer.parseInt(key.substring(0, bar));
    return key.substring(bar + 1, bar + 1 + length);
  }
}
