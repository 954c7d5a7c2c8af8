package io.theriac.model.net;

import java.util.Objects;

/**
 * The published network's switches: its parts, and the places where paper and public code differ.
 * Other parts share base rates and effects.
 *
 * @param setting which facts beside codes it uses
 * @param molecules whether codes and medications get vectors from molecules; needs a table of them
 * @param roles whether vectors are scaled by the code's role in the visit's causal graph
 * @param review whether effects review the logits at the end
 * @param attention the attention within and across visits
 * @param medicationGraph what gives medications their roles
 * @param ageScale how age is written as a number
 * @param labScaling what laboratory results are standardised over
 * @param baseRates whether logits start at the base rates rather than at zero
 * @param effectShrinkage visits with each code that are made up at base rates when effects are
 *     counted; 0 is the plain difference
 */
public record PublishedOptions(
    Setting setting,
    boolean molecules,
    boolean roles,
    boolean review,
    Attention attention,
    MedicationGraph medicationGraph,
    AgeScale ageScale,
    LabScaling labScaling,
    boolean baseRates,
    float effectShrinkage) {

  /** The paper's settings of auxiliary facts. */
  public enum Setting {
    /** Codes alone. */
    BASE(false, false, false),
    /** And sex. */
    G(true, false, false),
    /** And sex and age. */
    GY(true, true, false),
    /** And laboratory results. */
    L(false, false, true),
    /** And all of them. */
    LGY(true, true, true);

    private final boolean sex;
    private final boolean age;
    private final boolean labs;

    Setting(boolean sex, boolean age, boolean labs) {
      this.sex = sex;
      this.age = age;
      this.labs = labs;
    }

    boolean sex() {
      return sex;
    }

    boolean age() {
      return age;
    }

    /** The same without laboratory results. */
    public Setting withoutLabs() {
      return labs ? (age ? GY : BASE) : this;
    }

    /** Whether laboratory results are used. */
    public boolean labs() {
      return labs;
    }
  }

  /** The attention of the paper and of its ablations. */
  public enum Attention {
    /** None: the facts are added to the head, and no more. */
    NONE,
    /** The first differential attention, across visits only: {@link FirstDifferentialAttention}. */
    V1,
    /** The second, within and across visits; its bias is {@code lambdaGraph}. */
    V2
  }

  /** The graph that medications of the visit before have roles in. */
  public enum MedicationGraph {
    /** The paper's: interactions, which know no direction, so a role is isolated or middle. */
    INTERACTIONS,
    /** The public code's: a causal graph. */
    CAUSAL
  }

  /** Age as a number. */
  public enum AgeScale {
    /** {@code (years − 50)/25}. */
    CENTRED,
    /** Years as they are. */
    YEARS
  }

  /** What laboratory results are standardised over. */
  public enum LabScaling {
    /** The training visits: each test's values, and the numbers of tests. */
    TRAINING,
    /** The visit itself, as the public code does; a visit's single result becomes zero. */
    VISIT
  }

  public PublishedOptions {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(attention, "attention");
    Objects.requireNonNull(medicationGraph, "medicationGraph");
    Objects.requireNonNull(ageScale, "ageScale");
    Objects.requireNonNull(labScaling, "labScaling");
    if (!(effectShrinkage >= 0 && Float.isFinite(effectShrinkage))) {
      throw new IllegalArgumentException(
          "Network configuration: effectShrinkage must not be negative, but is " + effectShrinkage);
    }
  }

  /** The paper's model whole, in its best setting, with a directed graph of medications. */
  public static PublishedOptions whole() {
    return new PublishedOptions(
        Setting.GY,
        true,
        true,
        true,
        Attention.V2,
        MedicationGraph.CAUSAL,
        AgeScale.CENTRED,
        LabScaling.TRAINING,
        false,
        0);
  }

  /** What the extended model builds on: the core with molecules. */
  public static PublishedOptions extended() {
    return core().withParts(true, false, false);
  }

  /** Without molecules, roles and review, from base rates, with effects shrunk. */
  public static PublishedOptions core() {
    return new PublishedOptions(
        Setting.GY,
        false,
        false,
        false,
        Attention.V2,
        MedicationGraph.CAUSAL,
        AgeScale.CENTRED,
        LabScaling.TRAINING,
        true,
        10);
  }

  /** Whether codes have vectors of more than their own. */
  boolean graphs() {
    return molecules || roles;
  }

  /** Whether causal tables are needed. */
  boolean causal() {
    return molecules || roles || review;
  }

  /** The same in another setting. */
  public PublishedOptions with(Setting other) {
    return new PublishedOptions(
        other,
        molecules,
        roles,
        review,
        attention,
        medicationGraph,
        ageScale,
        labScaling,
        baseRates,
        effectShrinkage);
  }

  /** The same with another attention. */
  public PublishedOptions with(Attention other) {
    return new PublishedOptions(
        setting,
        molecules,
        roles,
        review,
        other,
        medicationGraph,
        ageScale,
        labScaling,
        baseRates,
        effectShrinkage);
  }

  /** The same with other scales and another graph of medications. */
  public PublishedOptions with(MedicationGraph graph, AgeScale age, LabScaling labs) {
    return new PublishedOptions(
        setting, molecules, roles, review, attention, graph, age, labs, baseRates, effectShrinkage);
  }

  /** The same with other parts. */
  public PublishedOptions withParts(
      boolean otherMolecules, boolean otherRoles, boolean otherReview) {
    return new PublishedOptions(
        setting,
        otherMolecules,
        otherRoles,
        otherReview,
        attention,
        medicationGraph,
        ageScale,
        labScaling,
        baseRates,
        effectShrinkage);
  }

  /** The same without the vectors of molecules. */
  public PublishedOptions withoutMolecules() {
    return withParts(false, roles, review);
  }

  /** The same without roles. */
  public PublishedOptions withoutRoles() {
    return withParts(molecules, false, review);
  }

  /** The same without review. */
  public PublishedOptions withoutReview() {
    return withParts(molecules, roles, false);
  }

  /** The same with effects shrunk. */
  public PublishedOptions withEffectShrinkage(float visits) {
    return new PublishedOptions(
        setting,
        molecules,
        roles,
        review,
        attention,
        medicationGraph,
        ageScale,
        labScaling,
        baseRates,
        visits);
  }
}
