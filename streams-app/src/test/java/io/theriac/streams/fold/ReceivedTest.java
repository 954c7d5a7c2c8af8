package io.theriac.streams.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.avro.Admission;
import io.theriac.schemas.registry.RegistryUnavailableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class ReceivedTest {

  @Test
  void shouldNotTakeAnUnavailableRegistryForBadData() {
    Deserializer<Received> reading =
        Received.reading(failing(new RegistryUnavailableException("down", null)));

    assertThatThrownBy(() -> reading.deserialize("clinical.admissions", new byte[5]))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldHandOnADefectUntilTheRecordHasItsTurn() {
    IllegalStateException defect = new IllegalStateException("defect");
    Received received =
        Received.reading(failing(defect)).deserialize("clinical.admissions", new byte[5]);

    assertThatThrownBy(received::valueOrThrow).isSameAs(defect);
  }

  @Test
  void shouldHandOnATombstone() {
    Received received =
        Received.<Admission>reading((topic, bytes) -> null).deserialize("topic", null);

    assertThat(received.valueOrThrow()).isNull();
  }

  private static Deserializer<Admission> failing(RuntimeException failure) {
    return (topic, bytes) -> {
      throw failure;
    };
  }
}
