package io.theriac.model.net;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.causal.CausalGraph;
import io.theriac.model.causal.CausalTables;
import io.theriac.model.causal.Effects;
import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.EncodedPatient;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.PublishedOptions.AgeScale;
import io.theriac.model.net.PublishedOptions.LabScaling;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The independent reference's small model: its tables, patients and weights, and what it makes of
 * them.
 */
public final class GoldenModel {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEXES = 3;

  private final JsonNode inputs = json("inputs.json");
  private final JsonNode outputs = json("outputs.json");

  private static JsonNode json(String name) {
    try (InputStream in = resource(name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return GoldenModel.class.getResourceAsStream("golden/" + name);
  }

  public JsonNode outputs() {
    return outputs;
  }

  /** Interactions, [M][M]. */
  public float[][] ddi() {
    return JSON.convertValue(inputs.get("ddi"), float[][].class);
  }

  NetworkShape shape() {
    JsonNode sizes = inputs.get("sizes");
    return new NetworkShape(
        sizes.get("diag").asInt(), sizes.get("proc").asInt(), sizes.get("med").asInt());
  }

  /** The reference's way where paper and code differ, without dropout. */
  static NetworkConfig config(float lambdaGraph) {
    return new NetworkConfig(
        64,
        8,
        0,
        0,
        0,
        lambdaGraph,
        30,
        0,
        150,
        NetworkConfig.published().parts(),
        PublishedOptions.whole().with(MedicationGraph.CAUSAL, AgeScale.YEARS, LabScaling.TRAINING));
  }

  TrainingTables tables() {
    return new TrainingTables(
        new CausalTables(
            new Effects(JSON.convertValue(inputs.get("effect_diag"), float[][].class)),
            new Effects(JSON.convertValue(inputs.get("effect_proc"), float[][].class)),
            graph("diag"),
            graph("proc"),
            graph("med")),
        MoleculeTable.of(JSON.convertValue(inputs.get("molecules"), int[][].class)),
        LabScale.none());
  }

  CausalGraph graph(String kind) {
    return CausalGraph.of(
        inputs.get("sizes").get(kind).asInt(),
        JSON.convertValue(inputs.get("edges").get(kind), int[][].class));
  }

  /** The patients in file order. */
  public List<EncodedPatient> patients() {
    List<EncodedPatient> patients = new ArrayList<>();
    for (JsonNode patient : inputs.get("patients")) {
      int sex = patient.get("sex").asText().equals("F") ? 1 : 0;
      List<EncodedVisit> visits = new ArrayList<>();
      for (JsonNode visit : patient.get("visits")) {
        visits.add(
            new EncodedVisit(
                codes(visit, "diag"),
                codes(visit, "proc"),
                codes(visit, "med"),
                sex,
                visit.get("age").asInt()));
      }
      patients.add(new EncodedPatient(patient.get("id").asText(), visits));
    }
    return patients;
  }

  private static int[] codes(JsonNode visit, String kind) {
    return JSON.convertValue(visit.get(kind), int[].class);
  }

  /** All visits of all patients in one batch. */
  public Batch batch(Network network, NDManager manager) {
    return network.targets(
        manager, patients().stream().map(p -> VisitWindow.whole(p.visits(), 0)).toList());
  }

  /** A trainable network with the reference's weights. */
  public Network network(float lambdaGraph) {
    NetworkShape shape = shape();
    Network network =
        Network.create(config(lambdaGraph), shape, Priors.none(shape), tables(), ddi(), 1);
    network.restore(weights(network));
    return network;
  }

  private Map<String, float[]> weights(Network network) {
    Map<String, float[]> golden = new HashMap<>();
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
        InputStream in = resource("weights.safetensors")) {
      for (NDArray array : NDList.decode(manager, in)) {
        golden.put(array.getName(), array.toFloatArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, float[]> values = network.snapshot();
    values.replaceAll(
        (name, old) -> {
          float[] found = golden.get(goldenName(name));
          return found == null ? old : fitted(name, found, old.length);
        });
    return values;
  }

  /** The reference keeps an unused relation 0, and knows two sexes. */
  private static float[] fitted(String name, float[] golden, int length) {
    if (name.endsWith(".relations")) {
      return Arrays.copyOfRange(golden, golden.length - length, golden.length);
    }
    if (name.equals("trunk.sex")) {
      return Arrays.copyOf(golden, golden.length / 2 * SEXES);
    }
    if (golden.length != length) {
      throw new AssertionError(name + " has another shape");
    }
    return golden;
  }

  /** What the reference calls a parameter of ours. */
  public static String goldenName(String name) {
    String short_ =
        name.replace("trunk.codes.", "")
            .replace("trunk.", "")
            .replace("diagnoses.", "diag.")
            .replace("procedures.", "proc.")
            .replace("molecules.embedding", "mole.weight")
            .replace("medications.roles.scale", "med_role")
            .replace("medications.first.", "gin.0.")
            .replace("medications.second.", "gin.2.")
            .replace("roles.scale", "role")
            .replace("review.", "");
    short_ =
        short_
            .replace("embedding", "emb.weight")
            .replaceAll("relations\\.(first|second)\\.relations", "relations.$1.rel")
            .replaceAll("relations\\.first\\.(\\w+)", "$1.0")
            .replaceAll("relations\\.second\\.(\\w+)", "$1.1")
            .replace("diagnosisState.", "gru.0.")
            .replace("procedureState.", "gru.1.")
            .replace("medicationState.", "gru.2.")
            .replace("input.weight", "weight_ih_l0")
            .replace("state.weight", "weight_hh_l0")
            .replace("input.bias", "bias_ih_l0")
            .replace("state.bias", "bias_hh_l0")
            .replace("query.", "q.")
            .replace("key.", "k.")
            .replace("value.", "v.");
    return short_.equals("sex") ? "sex.weight" : short_;
  }
}
