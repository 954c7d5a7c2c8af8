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
      case REVIEW ->
          reason.getCoding() == null
              ? "causal review"
              : "causal review, the strongest effect that of" + code;
      case MODEL -> "base rate, and what the network does not tell apart";
      case UNKNOWN -> "a reason this version does not know";
    };
  }
}
