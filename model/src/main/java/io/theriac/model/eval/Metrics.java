package io.theriac.model.eval;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measures of the literature.
 *
 * @param jaccard of predicted and given sets, averaged over a patient's visits, then over patients
 * @param f1 averaged likewise
 * @param prauc average precision of the ranking, averaged likewise
 * @param ddiRate interacting pairs among all pairs predicted together, pooled over visits
 * @param averageMedications predicted a visit
 * @param visitJaccard averaged over visits
 * @param visitF1 averaged over visits
 * @param visitPrauc averaged over visits
 */
public record Metrics(
    double jaccard,
    double f1,
    double prauc,
    double ddiRate,
    double averageMedications,
    double visitJaccard,
    double visitF1,
    double visitPrauc) {

  /** The measures by name. */
  public Map<String, Double> asMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("jaccard", jaccard);
    map.put("f1", f1);
    map.put("prauc", prauc);
    map.put("ddiRate", ddiRate);
    map.put("averageMedications", averageMedications);
    map.put("visitJaccard", visitJaccard);
    map.put("visitF1", visitF1);
    map.put("visitPrauc", visitPrauc);
    return map;
  }

  /** Whether every measure is a number. */
  public boolean finite() {
    return asMap().values().stream().allMatch(Double::isFinite);
  }
}
