package io.theriac.model.net;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedCohort;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small random cohorts, the same for the same seed. */
final class TestCohorts {

  static final NetworkShape SHAPE = new NetworkShape(30, 12, 9);

  private static final int[] GAPS = {0, 3, 500, 20, 1, 100, 2000};

  private TestCohorts() {}

  /** Patients of 1 to 6 visits, some visits without procedures, some ages unknown. */
  static EncodedCohort random(int patients, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EncodedPatient> all = new ArrayList<>();
    for (int i = 0; i < patients; i++) {
      all.add(new EncodedPatient("p" + i, visits(random, 1 + i % 6)));
    }
    return cohort(all, random);
  }

  private static EncodedCohort cohort(List<EncodedPatient> patients, SplittableRandom random) {
    int m = SHAPE.medications();
    float[][] ddi = new float[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        ddi[i][j] = ddi[j][i] = random.nextInt(3) == 0 ? 1 : 0;
      }
    }
    return new EncodedCohort(patients, SHAPE.diagnoses(), SHAPE.procedures(), m, ddi);
  }

  static List<EncodedVisit> visits(SplittableRandom random, int n) {
    List<EncodedVisit> visits = new ArrayList<>();
    int day = 0;
    for (int t = 0; t < n; t++) {
      day += GAPS[(n + t) % GAPS.length];
      visits.add(
          new EncodedVisit(
                  some(random, SHAPE.diagnoses(), 1 + random.nextInt(5)),
                  some(random, SHAPE.procedures(), random.nextInt(3)),
                  some(random, SHAPE.medications(), 1 + random.nextInt(4)),
                  random.nextInt(3),
                  random.nextInt(10) == 0 ? Float.NaN : 20 + random.nextInt(60))
              .on(day));
    }
    return visits;
  }

  static int[] some(SplittableRandom random, int of, int n) {
    return IntStream.generate(() -> random.nextInt(of)).distinct().limit(n).sorted().toArray();
  }

  /** The visit with other medications. */
  static EncodedVisit given(EncodedVisit visit, int... medications) {
    return new EncodedVisit(
            visit.diagnoses(), visit.procedures(), medications, visit.sex(), visit.age())
        .on(visit.day());
  }

  /** A network of all parts whose every value is moved off its start, so that all parts matter. */
  static Network network(EncodedCohort cohort, NetworkConfig config) {
    Priors priors = Priors.from(cohort, config.priorVisits());
    TrainingTables tables = TrainingTables.from(cohort, molecules(), config);
    try (Network fresh = Network.create(config, SHAPE, priors, tables, cohort.ddi(), 1)) {
      Network network = fresh.copy();
      network.restore(moved(fresh));
      return network;
    }
  }

  /** A network's values, each moved by up to 0.15. */
  static Map<String, float[]> moved(Network network) {
    Map<String, float[]> values = network.snapshot();
    SplittableRandom random = new SplittableRandom(99);
    for (NetworkParameter parameter : network.parameters()) {
      if (parameter.group() != ParameterGroup.FIXED) {
        float[] v = values.get(parameter.name());
        for (int i = 0; i < v.length; i++) {
          v[i] += (float) (0.3 * (random.nextDouble() - 0.5));
        }
      }
    }
    return values;
  }

  /** Two molecules for each medication, one of them shared with the next. */
  static MoleculeTable molecules() {
    int medications = SHAPE.medications();
    return MoleculeTable.of(
        IntStream.range(0, medications)
            .mapToObj(m -> new int[] {m, (m + 1) % medications})
            .toArray(int[][]::new));
  }

  /** A small network of all parts. */
  static NetworkConfig config() {
    return new NetworkConfig(
        16,
        4,
        0.5f,
        0.3f,
        0.2f,
        0.1f,
        12,
        48,
        20,
        EnumSet.allOf(NetworkConfig.Part.class),
        PublishedOptions.core().withParts(true, true, true));
  }
}
