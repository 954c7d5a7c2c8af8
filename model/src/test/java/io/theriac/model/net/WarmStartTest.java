package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.cohort.Vocabulary;
import io.theriac.schemas.avro.Coding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmStartTest {

  private static final float TRAINED = 7;

  private static final NetworkConfig EXTENDED =
      NetworkConfig.extended().withTrunk(PublishedOptions.extended().withoutMolecules());

  @Test
  void shouldCarryEveryParameterToCodesThatAreKnown() {
    // Sizes that are no other dimension, so that an axis of codes cannot pass for a plain one.
    Vocabularies before = vocabularies(0, 71, 73, 83);
    Vocabularies now = vocabularies(2, 61, 59, 67);
    for (NetworkConfig config :
        List.of(
            EXTENDED,
            NetworkConfig.published().withTrunk(PublishedOptions.whole().withoutMolecules()))) {
      try (Network trained = network(config, before);
          Network fresh = network(config, now)) {
        trained.restore(filled(trained, i -> TRAINED));

        new WarmStart("hash", trained, before, now).into(fresh);

        for (NetworkParameter parameter : fresh.parameters()) {
          if (parameter.group() != ParameterGroup.FIXED) {
            assertThat(parameter.array().toFloatArray()).as(parameter.name()).containsOnly(TRAINED);
          }
        }
      }
    }
  }

  @Test
  void shouldCarryValuesByCodeAndLeaveTheRestFresh() {
    Vocabularies before =
        new Vocabularies(codes("B", "C", "D"), codes("P", "Q"), codes("M1", "M2", "M4"));
    Vocabularies now =
        new Vocabularies(codes("A", "C", "D"), codes("Q", "R"), codes("M2", "M3", "M4"));
    try (Network trained = network(EXTENDED, before);
        Network fresh = network(EXTENDED, now)) {
      trained.restore(filled(trained, i -> 100 + i));
      float[] base = fresh.array("base").toFloatArray();

      WarmStart start = new WarmStart("hash", trained, before, now);
      start.into(fresh);

      // Codes before: B C D P Q; now: A C D Q R. Medications before: M1 M2 M4; now: M2 M3 M4.
      float[] deviation = trained.array("wide.deviation").toFloatArray();
      assertThat(fresh.array("wide.deviation").toFloatArray())
          .containsExactly(
              0,
              0,
              0, //
              deviation[4],
              0,
              deviation[5], //
              deviation[7],
              0,
              deviation[8], //
              deviation[13],
              0,
              deviation[14], //
              0,
              0,
              0);
      assertThat(fresh.array("base").toFloatArray()).containsExactly(101, base[1], 102);
      assertThat(fresh.array("table.deviation").toFloatArray())
          .containsExactly(104, 0, 105, 0, 0, 0, 107, 0, 108);
      assertThat(start.diagnoses()).hasToString("2 of 3");
      assertThat(start.procedures()).hasToString("1 of 2");
      assertThat(start.medications()).hasToString("2 of 3");
    }
  }

  @Test
  void shouldStartLatentProblemsOfUnknownCodesAtNothing() {
    Vocabularies before = vocabularies(0, 71, 73, 83);
    Vocabularies now = vocabularies(-1, 71, 73, 83);
    try (Network trained = network(EXTENDED, before);
        Network fresh = network(EXTENDED, now)) {
      trained.restore(filled(trained, i -> TRAINED));
      new WarmStart("hash", trained, before, now).into(fresh);

      float[][] rows = fresh.table("latent.codes");
      assertThat(rows[0]).as("a diagnosis that was not known").containsOnly(0);
      assertThat(rows[1]).containsOnly(TRAINED);
    }
  }

  @Test
  void shouldCountAgainWhatIsCounted() {
    Vocabularies vocabularies = vocabularies(0, 5, 5, 5);
    try (Network trained = network(EXTENDED, vocabularies);
        Network fresh = network(EXTENDED, vocabularies)) {
      trained.restore(filled(trained, i -> TRAINED));
      float[] prior = fresh.array("wide.prior").toFloatArray();
      new WarmStart("hash", trained, vocabularies, vocabularies).into(fresh);
      assertThat(fresh.array("wide.prior").toFloatArray()).containsExactly(prior);
    }
  }

  @Test
  void shouldCarryMoleculesWhereTheyAreTheSame() {
    Vocabularies vocabularies = vocabularies(0, 5, 5, 3);
    String name = "trunk.codes.molecules.embedding";
    try (Network trained = withMolecules(vocabularies, 0, 1, 2);
        Network same = withMolecules(vocabularies, 0, 1, 2);
        Network other = withMolecules(vocabularies, 0, 2, 1)) {
      trained.restore(filled(trained, i -> TRAINED));
      float[] fresh = other.array(name).toFloatArray();
      WarmStart start = new WarmStart("hash", trained, vocabularies, vocabularies);
      start.into(same);
      start.into(other);

      assertThat(same.array(name).toFloatArray()).containsOnly(TRAINED);
      assertThat(other.array(name).toFloatArray()).containsExactly(fresh);
    }
  }

  /** A network of medications of one molecule each. */
  private static Network withMolecules(Vocabularies vocabularies, int... molecules) {
    NetworkShape shape = shape(vocabularies);
    TrainingTables none = TrainingTables.none(shape);
    MoleculeTable table =
        new MoleculeTable(
            Arrays.stream(molecules).mapToObj(one -> new int[] {one}).toArray(int[][]::new),
            molecules.length);
    return Network.create(
        NetworkConfig.extended(),
        shape,
        Priors.none(shape),
        new TrainingTables(none.causal(), table, none.labs()),
        new float[shape.medications()][shape.medications()],
        1);
  }

  private static Network network(NetworkConfig config, Vocabularies vocabularies) {
    NetworkShape shape = shape(vocabularies);
    int m = shape.medications();
    return Network.create(config, shape, Priors.none(shape), new float[m][m], 1);
  }

  private static NetworkShape shape(Vocabularies vocabularies) {
    return new NetworkShape(
        vocabularies.diagnoses().size(),
        vocabularies.procedures().size(),
        vocabularies.medications().size());
  }

  private static Map<String, float[]> filled(Network network, IntToDoubleFunction value) {
    Map<String, float[]> values = new HashMap<>(network.snapshot());
    values.replaceAll(
        (name, old) -> {
          float[] filled = new float[old.length];
          for (int i = 0; i < filled.length; i++) {
            filled[i] = (float) value.applyAsDouble(i);
          }
          return filled;
        });
    return values;
  }

  /** Codes numbered from {@code first}, as many of each kind as asked for. */
  private static Vocabularies vocabularies(int first, int d, int p, int m) {
    return new Vocabularies(numbered(first, d), numbered(first, p), numbered(first, m));
  }

  private static Vocabulary numbered(int first, int size) {
    return codes(
        IntStream.range(first, first + size)
            .mapToObj(i -> "C" + (2000 + i))
            .toArray(String[]::new));
  }

  private static Vocabulary codes(String... codes) {
    return new Vocabulary(Arrays.stream(codes).map(code -> new Coding("S", code, null)).toList());
  }
}
