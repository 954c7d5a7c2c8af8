package io.theriac.model.decode;

/**
 * How medications are chosen together.
 *
 * @param penalty what each unit of interaction weight with medications already chosen takes off a
 *     medication's logit; 0 chooses by probability alone
 * @param budget largest sum of the weights of interacting pairs in what is chosen
 */
public record Decoding(double penalty, double budget) {

  /** A budget without effect. */
  public static final double NO_LIMIT = Double.MAX_VALUE;

  public Decoding {
    if (!(penalty >= 0 && Double.isFinite(penalty))) {
      throw new IllegalArgumentException(
          "The interaction penalty is %s: use 0 or more.".formatted(penalty));
    }
    if (!(budget >= 0)) {
      throw new IllegalArgumentException(
          "The interaction budget is %s: use 0 or more.".formatted(budget));
    }
  }

  /** By probability alone. */
  public static Decoding plain() {
    return new Decoding(0, NO_LIMIT);
  }

  /** With a penalty, without a budget. */
  public static Decoding penalised(double penalty) {
    return new Decoding(penalty, NO_LIMIT);
  }
}
