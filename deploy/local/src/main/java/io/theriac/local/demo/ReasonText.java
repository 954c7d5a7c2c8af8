package io.theriac.local.demo;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Reason;
import java.util.function.Function;

/** Reasons of recommendations in words. */
public final class ReasonText {

  private ReasonText() {}

  /**
   * What a contribution comes from.
   *
   * @param medication that is recommended or not
   * @param names how codes are written
   */
  public static String of(Reason reason, Coding medication, Function<Coding, String> names) {
    String code = reason.getCoding() == null ? "" : " " + names.apply(reason.getCoding());
    return switch (reason.getKind()) {
      case DIAGNOSIS -> "diagnosis" + code;
      case PROCEDURE -> "procedure" + code;
      case CONTINUED ->
          reason.getCoding().getCode().equals(medication.getCode())
              ? "taken at the visit before"
              : "after" + code + " at the visit before";
      case EARLIER_DIAGNOSIS -> "diagnosis" + code + " at an earlier visit";
      case EARLIER_PROCEDURE -> "procedure" + code + " at an earlier visit";
      case HISTORY -> "whether it was taken at earlier visits";
      case DEMOGRAPHICS -> "age and sex";
      case INTERACTION ->
          reason.getCoding() == null ? "interactions with what is likely" : "interacts with" + code;
      case REVIEW -> "causal review: " + review(reason, code);
      case MODEL -> "base rate, and what the network does not tell apart";
      case UNKNOWN -> "a reason this version does not know";
    };
  }

  /** Without a code it is what the review says without the code of the strongest effect. */
  private static String review(Reason reason, String code) {
    if (reason.getCoding() != null) {
      return "the strongest effect is that of" + code;
    }
    return reason.getContribution() > 0
        ? "several codes speak for it"
        : "no code, or one alone, speaks for it";
  }
}
