package io.theriac.trainer.loop;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.WarmStart;
import io.theriac.model.terminology.Fingerprint;
import java.util.Arrays;
import java.util.Optional;

/**
 * What makes two trainings the same one.
 *
 * @param data hex SHA-256 of the visits to train on and to validate on, and of what is known of
 *     their medications
 * @param options hex SHA-256 of all settings, first values included
 */
record TrainingIdentity(String data, String options) {

  static TrainingIdentity of(
      EncodedCohort train,
      EncodedCohort validation,
      MoleculeTable molecules,
      NetworkConfig config,
      TrainingOptions options,
      Optional<WarmStart> warm) {
    Fingerprint data = new Fingerprint();
    add(data, train);
    add(data, validation);
    data.add(Arrays.deepToString(train.ddi()));
    data.add(Arrays.deepToString(molecules.byMedication()));
    Fingerprint settings = new Fingerprint();
    settings.add(config.toString()).add(options.toString());
    settings.add(warm.map(WarmStart::source).orElse("fresh"));
    return new TrainingIdentity(data.hex(), settings.hex());
  }

  private static void add(Fingerprint data, EncodedCohort cohort) {
    data.add(
        "%d %d %d %d"
            .formatted(
                cohort.patients().size(),
                cohort.diagnoses(),
                cohort.procedures(),
                cohort.medications()));
    for (EncodedPatient patient : cohort.patients()) {
      data.add(Integer.toString(patient.visits().size()));
      for (EncodedVisit visit : patient.visits()) {
        data.add(Arrays.toString(visit.diagnoses()));
        data.add(Arrays.toString(visit.procedures()));
        data.add(Arrays.toString(visit.medications()));
        data.add(visit.sex() + " " + visit.age() + " " + visit.day() + " " + visit.labs());
      }
    }
  }
}
