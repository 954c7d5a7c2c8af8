package io.theriac.model.net;

import io.theriac.model.causal.CausalGraph;
import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.PublishedOptions.Attention;
import io.theriac.model.net.PublishedOptions.MedicationGraph;
import io.theriac.model.net.PublishedOptions.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Trunk}, head and base rates for the last visit of one window on plain arrays.
 *
 * <p>All that depends on one code alone, on sex or on age linearly is worked out when it is made; a
 * state that stands twice in the head's input is multiplied once, by the sum of its weights.
 */
final class CompiledTrunk {

  private static final int KINDS = 3;

  private final NetworkConfig config;
  private final int dim;
  private final int heads;
  private final DdiDensity density;
  private final CompiledCodes[] codes = new CompiledCodes[KINDS];
  private final CompiledGru[] states = new CompiledGru[KINDS];
  private final CausalGraph[] graphs = new CausalGraph[KINDS];
  private final CompiledAttention across;
  private final CompiledWithin within;
  private final float[] queryBias;
  private final float[][] sexQueries;
  private final float[] ageWeight;
  private final float[] ageBias;
  private final float[] ageQueryWeight;
  private final float[] ageQueryBias;
  private final CompiledHead head;

  CompiledTrunk(Network network) {
    config = network.config();
    dim = config.dim();
    heads = config.heads();
    density = new DdiDensity(network.table("interactions"));
    across = new CompiledAttention(network, "trunk.inter", dim, heads);
    within = new CompiledWithin(network, "trunk.intra", dim, heads);
    float[] query = network.array("trunk.inter.query.weight").toFloatArray();
    float[] gate = network.array("trunk.inter.gate.weight").toFloatArray();
    queryBias = joined(network, "trunk.inter.query.bias", "trunk.inter.gate.bias");
    String[] names = {"diagnosisState", "procedureState", "medicationState"};
    int[] sizes = {
      network.shape().diagnoses(), network.shape().procedures(), network.shape().medications()
    };
    for (int kind = 0; kind < KINDS; kind++) {
      String state = "trunk." + names[kind];
      states[kind] = new CompiledGru(network, state, dim);
      float[] input = network.array(state + ".input.weight").toFloatArray();
      float[] own = kind == Trunk.MEDICATIONS ? within.gateWeight() : within.valueWeight();
      codes[kind] =
          new CompiledCodes(network.vectors(kind), sizes[kind], dim, input, own, query, gate);
    }
    roles(network);
    Setting setting = config.trunk().setting();
    head = new CompiledHead(network, setting, dim);
    ageWeight = setting.age() ? network.array("trunk.age.weight").toFloatArray() : null;
    ageBias = setting.age() ? network.array("trunk.age.bias").toFloatArray() : null;
    sexQueries = setting.sex() ? queries(network.table("trunk.sex"), query, gate) : null;
    ageQueryWeight = setting.age() ? queries(new float[][] {ageWeight}, query, gate)[0] : null;
    ageQueryBias = setting.age() ? queries(new float[][] {ageBias}, query, gate)[0] : null;
  }

  /** Whether a configuration can be compiled; others are computed by the engine. */
  static boolean supports(NetworkConfig config) {
    return config.trunk().attention() == Attention.V2 && !config.trunk().setting().labs();
  }

  private void roles(Network network) {
    if (config.trunk().roles()) {
      var causal = network.tables().causal();
      graphs[0] = causal.diagnoses();
      graphs[1] = causal.procedures();
      graphs[Trunk.MEDICATIONS] =
          config.trunk().medicationGraph() == MedicationGraph.INTERACTIONS
              ? CausalGraph.symmetric(network.table("interactions"))
              : causal.medications();
    }
  }

  private static float[] joined(Network network, String one, String other) {
    float[] a = network.array(one).toFloatArray();
    float[] b = network.array(other).toFloatArray();
    float[] both = new float[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** What rows [n][d] add to queries and their gates, without biases, [n][2d + H]. */
  private float[][] queries(float[][] rows, float[] query, float[] gate) {
    float[][] result = new float[rows.length][2 * dim + heads];
    for (int r = 0; r < rows.length; r++) {
      CompiledCodes one = new CompiledCodes(rows[r], 1, dim, query, gate);
      one.sum(new int[] {0}, null, result[r], one.width());
    }
    return result;
  }

  /**
   * What it says of a visit.
   *
   * @param logits of base rates and trunk, [M]
   * @param attended the earlier visits that the attention looked at
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Said(float[] logits, AttendedVisits attended) {}

  /** What it says of the window's last visit. */
  Said of(List<EncodedVisit> visits) {
    int count = visits.size();
    int last = count - 1;
    float[][] sums = new float[KINDS][];
    float[][] h = new float[KINDS][dim];
    float[][] keys = new float[KINDS * last][];
    float[] context = new float[dim];
    for (int t = 0; t < count; t++) {
      for (int kind = 0; kind < KINDS; kind++) {
        sums[kind] = sum(kind, visits, t);
        states[kind].step(sums[kind], h[kind], t == 0);
        if (t < last) {
          float[] row = new float[2 * dim];
          across.keyValue(h[kind], row);
          keys[kind * last + t] = row;
        }
      }
      if (last > 0) {
        within.add(sums, 3 * dim, context);
      }
    }
    EncodedVisit visit = visits.get(last);
    float age = age(visit);
    float[] facts = facts(age);
    if (last == 0) {
      return new Said(head.logits(h, visit.sex(), facts, null, null), AttendedVisits.NONE);
    }
    AttendedVisits attended =
        across.sum(queries(sums, visit, age), keys, last, bias(visits, keys.length));
    float[] inside = within.output(context, count);
    return new Said(head.logits(h, visit.sex(), facts, attended.sum(), inside), attended);
  }

  /** The rows of a visit's codes of a kind, added up; of medications, those of the visit before. */
  private float[] sum(int kind, List<EncodedVisit> visits, int t) {
    float[] sum = new float[codes[kind].width()];
    int[] of = codes(kind, visits, t);
    int[] roles = graphs[kind] == null ? null : graphs[kind].roles(of);
    boolean whole = t == visits.size() - 1 && t > 0;
    int needed = visits.size() == 1 ? 3 * dim : 3 * dim + within.width(kind);
    codes[kind].sum(of, roles, sum, whole ? sum.length : needed);
    return sum;
  }

  private static int[] codes(int kind, List<EncodedVisit> visits, int t) {
    if (kind == Trunk.MEDICATIONS) {
      return t == 0 ? new int[0] : visits.get(t - 1).medications();
    }
    return kind == 0 ? visits.get(t).diagnoses() : visits.get(t).procedures();
  }

  private float[][] queries(float[][] sums, EncodedVisit visit, float age) {
    float[][] queries = new float[Trunk.queries(config.trunk().setting())][];
    for (int kind = 0; kind < KINDS; kind++) {
      int from = 3 * dim + within.width(kind);
      float[] query = Arrays.copyOfRange(sums[kind], from, from + queryBias.length);
      Floats.add(queryBias, query, query.length);
      queries[kind] = query;
    }
    int next = KINDS;
    if (sexQueries != null) {
      float[] query = queryBias.clone();
      Floats.add(sexQueries[visit.sex()], query, query.length);
      queries[next++] = query;
    }
    if (ageQueryWeight != null) {
      float[] query = queryBias.clone();
      Floats.add(ageQueryBias, query, query.length);
      Floats.addScaled(age, ageQueryWeight, query, query.length);
      queries[next] = query;
    }
    return queries;
  }

  /** λB at the medication query and the medication keys; the others have none. */
  private float[][] bias(List<EncodedVisit> visits, int keys) {
    float[][] bias = new float[Trunk.queries(config.trunk().setting())][];
    int last = visits.size() - 1;
    if (last > 1 && config.lambdaGraph() != 0) {
      float[] row = new float[keys];
      float[] densities = density.ofLast(visits);
      for (int v = 0; v < last; v++) {
        row[Trunk.MEDICATIONS * last + v] = config.lambdaGraph() * densities[v];
      }
      bias[Trunk.MEDICATIONS] = row;
    }
    return bias;
  }

  private float age(EncodedVisit visit) {
    return Collator.scaled(visit.age(), config.trunk().ageScale());
  }

  private float[] facts(float age) {
    if (ageWeight == null) {
      return null;
    }
    float[] row = ageBias.clone();
    Floats.addScaled(age, ageWeight, row, dim);
    return row;
  }
}
