package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.causal.CausalGraph;
import io.theriac.model.causal.ReviewRule;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.eval.Evaluation;
import io.theriac.model.eval.Metrics;
import io.theriac.model.eval.Predictions;
import io.theriac.model.net.Contribution.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole published model against the independent reference. */
class GoldenModelTest {

  private static final Set<Kind> REVIEWS =
      Set.of(Kind.REVIEW_BY_DIAGNOSIS, Kind.REVIEW_BY_PROCEDURE, Kind.REVIEW);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GoldenModel golden = new GoldenModel();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "0.1", "10.0"})
  void shouldGiveTheLogitsOfTheReference(String lambda) {
    float[][] expected = logits(lambda);
    try (Network network = golden.network(Float.parseFloat(lambda));
        NDManager manager = network.manager().newSubManager()) {
      same(network.forward(golden.batch(network, manager), false).get(0).toFloatArray(), expected);
    }
  }

  @Test
  void shouldGiveTheSameLogitsFromFrozenTablesOfALoadedFile() throws IOException {
    float[][] expected = logits("0.1");
    Path file = folder.resolve("model.safetensors");
    try (Network network = golden.network(0.1f)) {
      network.save(file);
    }
    Network loaded = Network.load(file, GoldenModel.config(0.1f), golden.shape());
    try (NetworkScorer scorer = new NetworkScorer(loaded)) {
      int row = 0;
      for (EncodedPatient patient : golden.patients()) {
        for (int t = 1; t <= patient.visits().size(); t++, row++) {
          EncodedPatient until =
              new EncodedPatient(patient.patientKey(), patient.visits().subList(0, t));
          same(scorer.score(List.of(until)).get(0).logits(), expected[row]);
        }
      }
      assertThat(row).isEqualTo(expected.length);
    }
  }

  @Test
  void shouldHaveTheParametersOfTheReference() {
    JsonNode norms = golden.outputs().get("gradient_norm").get("paper");
    TreeSet<String> ours = new TreeSet<>();
    try (Network network = golden.network(0.1f)) {
      for (NetworkParameter parameter : network.parameters()) {
        if (parameter.group() != ParameterGroup.FIXED) {
          ours.add(GoldenModel.goldenName(parameter.name()));
        }
      }
    }
    TreeSet<String> theirs = new TreeSet<>();
    norms.fieldNames().forEachRemaining(theirs::add);
    // Within a visit there is one key, so queries and keys cancel; we have none.
    theirs.removeIf(name -> name.startsWith("intra.q.") || name.startsWith("intra.k."));
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void shouldGiveTheRolesOfTheReference() {
    roles("diag", EncodedVisit::diagnoses);
    roles("proc", EncodedVisit::procedures);
    roles("med", EncodedVisit::medications);
  }

  private void roles(String kind, Function<EncodedVisit, int[]> codes) {
    CausalGraph graph = golden.graph(kind);
    List<Integer> found = new ArrayList<>();
    for (EncodedPatient patient : golden.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        for (int role : graph.roles(codes.apply(visit))) {
          found.add(role);
        }
      }
    }
    JsonNode expected = golden.outputs().get("roles").get(kind);
    assertThat(found)
        .isEqualTo(
            JSON.convertValue(
                expected,
                JSON.getTypeFactory().constructCollectionType(List.class, Integer.class)));
    assertThat(new TreeSet<>(found)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void shouldGiveTheReviewOfTheReference() {
    ReviewRule rule = golden.tables().causal().review();
    float[][] expected = JSON.convertValue(golden.outputs().get("review_sign"), float[][].class);
    int row = 0;
    for (EncodedPatient patient : golden.patients()) {
      for (EncodedVisit visit : patient.visits()) {
        assertThat(rule.signs(visit, golden.shape().medications()))
            .containsExactly(expected[row++]);
      }
    }
    assertThat(row).isEqualTo(expected.length);
  }

  @Test
  void shouldTellWhatTheReviewAdds() {
    int ups = 0;
    int downs = 0;
    try (NetworkScorer reviewed = new NetworkScorer(reviewing(0.5f, 0.3f));
        NetworkScorer plain = new NetworkScorer(reviewing(0, 0))) {
      for (EncodedPatient patient : golden.patients()) {
        ScoredVisit with = reviewed.score(List.of(patient)).get(0);
        float[] without = plain.score(List.of(patient)).get(0).logits();
        for (int m = 0; m < without.length; m++) {
          double said =
              with.contributions(m).stream()
                  .filter(part -> REVIEWS.contains(part.kind()))
                  .mapToDouble(Contribution::value)
                  .sum();
          assertThat(with.logits()[m] - without[m]).isCloseTo((float) said, within(1e-5f));
          ups += said > 0 ? 1 : 0;
          downs += said < 0 ? 1 : 0;
        }
      }
    }
    assertThat(ups).isPositive();
    assertThat(downs).isPositive();
  }

  private Network reviewing(float plus, float minus) {
    Network network = golden.network(0.1f);
    Map<String, float[]> values = network.snapshot();
    values.put("review.plus", new float[] {plus});
    values.put("review.minus", new float[] {minus});
    network.restore(values);
    return network;
  }

  @Test
  void shouldGiveTheMetricsOfTheReference() {
    float[][] logits = logits("0.1");
    List<Integer> owners = new ArrayList<>();
    List<int[]> given = new ArrayList<>();
    List<EncodedPatient> patients = golden.patients();
    for (int p = 0; p < patients.size(); p++) {
      for (EncodedVisit visit : patients.get(p).visits()) {
        owners.add(p);
        given.add(visit.medications());
      }
    }
    float[][] probabilities = new float[logits.length][logits[0].length];
    try (Network network = golden.network(0.1f);
        NDManager manager = network.manager().newSubManager()) {
      float[] z = network.forward(golden.batch(network, manager), false).get(0).toFloatArray();
      for (int i = 0; i < z.length; i++) {
        probabilities[i / logits[0].length][i % logits[0].length] = BlockHarness.sigmoid(z[i]);
      }
    }
    Metrics metrics =
        Evaluation.of(
                new Predictions(
                    owners.stream().mapToInt(i -> i).toArray(),
                    probabilities,
                    given.toArray(int[][]::new)),
                0.5,
                golden.ddi())
            .metrics();
    JsonNode expected = golden.outputs().get("metrics");
    assertThat(metrics.jaccard()).isCloseTo(expected.get("jaccard").asDouble(), within(1e-6));
    assertThat(metrics.f1()).isCloseTo(expected.get("f1").asDouble(), within(1e-6));
    assertThat(metrics.prauc()).isCloseTo(expected.get("prauc").asDouble(), within(1e-6));
    assertThat(metrics.ddiRate()).isCloseTo(expected.get("ddi").asDouble(), within(1e-6));
    assertThat(metrics.averageMedications())
        .isCloseTo(expected.get("meds").asDouble(), within(1e-6));
    assertThat(metrics.visitJaccard())
        .isCloseTo(expected.get("visit_jaccard").asDouble(), within(1e-6));
  }

  private float[][] logits(String lambda) {
    return JSON.convertValue(golden.outputs().get("lambda_to_logits").get(lambda), float[][].class);
  }

  private static void same(float[] found, float[]... expected) {
    int width = expected[0].length;
    assertThat(found).hasSize(expected.length * width);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i / width][i % width], within(1e-4f));
    }
  }
}
