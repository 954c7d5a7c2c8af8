package io.theriac.model.net;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a network is built; written as {@code config.json} beside the weights.
 *
 * @param dim width of embeddings and states, d
 * @param heads key/value heads of the differential attention, H; there are 2H query heads
 * @param dropout on embeddings of codes, sex and age
 * @param attentionDropout on the attended context
 * @param headDropout on the trunk's features before the head
 * @param lambdaGraph weight of the interaction density in the inter-visit attention's logits
 * @param maxHistory visits the trunk sees, the one to recommend for included; evidence sees all
 * @param maxEarlierCodes codes of earlier visits that are evidence, the most recent first
 * @param priorVisits pseudo-visits by which the priors are shrunk towards the base rates, k
 * @param parts what is added to the trunk's logits
 * @param trunk how the published network is built; without {@link Part#TRUNK} it has no molecules,
 *     roles and review
 */
public record NetworkConfig(
    int dim,
    int heads,
    float dropout,
    float attentionDropout,
    float headDropout,
    float lambdaGraph,
    int maxHistory,
    int maxEarlierCodes,
    float priorVisits,
    Set<Part> parts,
    PublishedOptions trunk) {

  /**
   * A part beside the base rates; each is a block of its own.
   *
   * <p>A new one has its place in {@link GraphDiffMed} (training), {@link CompiledNetwork} and what
   * it calls (serving), {@link EvidenceTables} and {@link Contributions} (reasons) and {@link
   * WarmStart}; what it asks of earlier visits in {@link PastVisits}, {@link HistoryFacts} and
   * {@link Evidence}. {@code NetworkScorerTest} and {@code WarmStartTest} fail until they agree.
   */
  public enum Part {
    /** The published network: encoders, GRUs, both attentions, head. */
    TRUNK,
    /** {@link HistoryGates}. */
    GATES,
    /** {@link MedicationTable}. */
    MEDICATION_TABLE,
    /** {@link ElapsedTables}. */
    ELAPSED,
    /** {@link WideEvidence}. */
    WIDE,
    /** {@link StatusSlopes}; needs {@link #WIDE}. */
    STATUS,
    /** {@link SoftMaxEvidence}; needs {@link #WIDE}. */
    SOFT_MAX,
    /** {@link LatentProblems}; needs {@link #WIDE}. */
    LATENT,
    /** {@link DemographicTables}. */
    DEMOGRAPHICS,
    /** {@link GradedReview}. */
    GRADED_REVIEW,
    /** {@link DdiField}. */
    DDI_FIELD
  }

  public NetworkConfig {
    require(dim > 0 && heads > 0 && dim % heads == 0, "dim must be a multiple of heads", dim);
    require(isRate(dropout), "dropout must be from 0 to below 1", dropout);
    require(
        isRate(attentionDropout), "attentionDropout must be from 0 to below 1", attentionDropout);
    require(isRate(headDropout), "headDropout must be from 0 to below 1", headDropout);
    require(maxHistory > 0, "maxHistory must be positive", maxHistory);
    require(maxEarlierCodes >= 0, "maxEarlierCodes must not be negative", maxEarlierCodes);
    require(priorVisits > 0, "priorVisits must be positive", priorVisits);
    require(trunk != null, "trunk is missing", trunk);
    parts = parts.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(parts));
    trunk = parts.contains(Part.TRUNK) ? trunk : trunk.withParts(false, false, false);
    for (Part part : List.of(Part.STATUS, Part.SOFT_MAX, Part.LATENT)) {
      require(
          !parts.contains(part) || parts.contains(Part.WIDE),
          "part " + part + " needs part WIDE",
          parts);
    }
  }

  /** A configuration whose trunk is the published network's core. */
  public NetworkConfig(
      int dim,
      int heads,
      float dropout,
      float attentionDropout,
      float headDropout,
      float lambdaGraph,
      int maxHistory,
      int maxEarlierCodes,
      float priorVisits,
      Set<Part> parts) {
    this(
        dim,
        heads,
        dropout,
        attentionDropout,
        headDropout,
        lambdaGraph,
        maxHistory,
        maxEarlierCodes,
        priorVisits,
        parts,
        PublishedOptions.core());
  }

  /** The extended model, whole. */
  public static NetworkConfig extended() {
    return new NetworkConfig(64, 8, 0.5f, 0.3f, 0.2f, 0.1f, 12, 48, 150, EnumSet.allOf(Part.class))
        .withTrunk(PublishedOptions.extended());
  }

  /** The published model, whole and alone, in setting GY with dropout 0.7. */
  public static NetworkConfig published() {
    return new NetworkConfig(64, 8, 0.7f, 0.3f, 0, 0.1f, 30, 0, 150, Set.of(Part.TRUNK))
        .withTrunk(PublishedOptions.whole());
  }

  /** Whether the part is built. */
  public boolean has(Part part) {
    return parts.contains(part);
  }

  /** Whether causal tables are needed. */
  boolean causal() {
    return trunk.causal() || has(Part.GRADED_REVIEW);
  }

  /** The same with other parts. */
  public NetworkConfig withParts(Set<Part> other) {
    return with(lambdaGraph, other, trunk);
  }

  /** The same with another trunk. */
  public NetworkConfig withTrunk(PublishedOptions other) {
    return with(lambdaGraph, parts, other);
  }

  /** The same with another weight of the interaction density. */
  public NetworkConfig withLambdaGraph(float other) {
    return with(other, parts, trunk);
  }

  private NetworkConfig with(float otherLambda, Set<Part> otherParts, PublishedOptions other) {
    return new NetworkConfig(
        dim,
        heads,
        dropout,
        attentionDropout,
        headDropout,
        otherLambda,
        maxHistory,
        maxEarlierCodes,
        priorVisits,
        otherParts,
        other);
  }

  private static boolean isRate(float value) {
    return value >= 0 && value < 1;
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("Network configuration: " + rule + ", but is " + value);
    }
  }
}
