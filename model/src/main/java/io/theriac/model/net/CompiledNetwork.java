package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A network for serving on a CPU: the same sums as {@link GraphDiffMed}, on plain arrays, visit by
 * visit, without the engine. Networks are too small for an engine's calls to pay for themselves: it
 * is the tables worked out beforehand that make it fast. Thread-safe.
 */
final class CompiledNetwork {

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final EvidenceTables tables;
  private final CompiledTrunk trunk;
  private final CompiledEvidence evidence;
  private final CompiledField field;
  private final float[] base;

  /** Compiles a frozen network. */
  CompiledNetwork(Network network, EvidenceTables tables) {
    config = network.config();
    shape = network.shape();
    this.tables = tables;
    trunk = config.has(Part.TRUNK) ? new CompiledTrunk(network) : null;
    evidence = new CompiledEvidence(network, tables);
    field = config.has(Part.DDI_FIELD) ? new CompiledField(network) : null;
    base = network.array("base").toFloatArray();
  }

  /** Whether a configuration can be compiled; others are computed by the engine. */
  static boolean supports(NetworkConfig config) {
    return !config.has(Part.TRUNK) || CompiledTrunk.supports(config);
  }

  /** Scores the last visit of each window. */
  List<ScoredVisit> score(List<VisitWindow> windows) {
    HistoryFacts facts = new HistoryFacts(shape, config.maxEarlierCodes());
    List<ScoredVisit> scored = new ArrayList<>(windows.size());
    for (VisitWindow window : windows) {
      scored.add(score(window, facts));
    }
    return scored;
  }

  private ScoredVisit score(VisitWindow window, HistoryFacts facts) {
    List<EncodedVisit> visits = window.visits();
    EncodedVisit current = visits.get(visits.size() - 1);
    facts.read(window.history());
    CompiledTrunk.Said said =
        trunk == null
            ? new CompiledTrunk.Said(base.clone(), AttendedVisits.NONE)
            : trunk.of(visits);
    float[] remainder = said.logits();
    if (tables.review() != null) {
      Floats.add(tables.review().of(current), remainder, remainder.length);
    }
    tables.addDemographics(current.sex(), current.age(), remainder);
    evidence.addLatent(facts, remainder);
    float[] before = remainder.clone();
    evidence.add(facts, before);
    float[] logits = field == null ? before : field.apply(before);
    return new ScoredVisit(window.history(), tables, said.attended(), logits, before, remainder);
  }
}
