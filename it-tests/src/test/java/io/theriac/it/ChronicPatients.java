package io.theriac.it;

import static io.theriac.model.Visits.aVisit;

import io.theriac.model.Visits;
import io.theriac.schemas.Topic;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.schemas.serde.AvroSerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Patients with one of five diseases, its drug, and now and then an infection. */
final class ChronicPatients {

  private static final List<String> DISEASES = List.of("I10", "E119", "J45", "G40", "M10");
  private static final List<String> DRUGS =
      List.of("C09AA02", "A10BA02", "R03AC02", "N03AG01", "M04AA01");
  private static final int VISITS_EACH = 3;

  private ChronicPatients() {}

  /** Publishes the closed visits of so many patients; returns how many those are. */
  static int publish(Topic<ClosedVisit> topic, int from, int patients) {
    Map<String, Object> properties = new HashMap<>(SharedStack.clients());
    AvroSerializer<ClosedVisit> values = new AvroSerializer<>();
    values.configure(properties, false);
    try (KafkaProducer<String, ClosedVisit> producer =
        new KafkaProducer<>(properties, new StringSerializer(), values)) {
      for (ClosedVisit visit : visits(from, patients)) {
        String key = visit.getPatientKey() + "|" + visit.getVisitId();
        producer.send(new ProducerRecord<>(topic.name(), key, visit));
      }
    }
    return patients * VISITS_EACH;
  }

  private static List<ClosedVisit> visits(int from, int patients) {
    List<ClosedVisit> visits = new ArrayList<>();
    for (int patient = from; patient < from + patients; patient++) {
      Random random = new Random(patient);
      int disease = random.nextInt(DISEASES.size());
      for (int number = 0; number < VISITS_EACH; number++) {
        Visits visit =
            aVisit("patient-" + patient, number * 30)
                .diagnosed(DISEASES.get(disease))
                .given(DRUGS.get(disease));
        if (random.nextInt(4) == 0) {
          visit.diagnosed("N39.0").given("J01CA04");
        }
        visits.add(visit.closed());
      }
    }
    return visits;
  }
}
