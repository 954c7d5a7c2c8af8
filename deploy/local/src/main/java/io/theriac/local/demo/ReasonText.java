package io.theriac.local.demo;

import static java.time.ZoneOffset.UTC;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.Reason;
import java.time.LocalDate;
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
              ? "taken at " + visit(reason, "the visit before")
              : "after" + code + " at " + visit(reason, "the visit before");
      case EARLIER_DIAGNOSIS -> "diagnosis" + code + " at " + visit(reason, "an earlier visit");
      case EARLIER_PROCEDURE -> "procedure" + code + " at " + visit(reason, "an earlier visit");
      case HISTORY ->
          reason.getEarlierVisit() == null
              ? "whether it was taken at earlier visits"
              : "how often it was taken at earlier visits, last at " + visit(reason, "one of them");
      case DEMOGRAPHICS -> "age and sex";
      case INTERACTION ->
          reason.getCoding() == null ? "interactions with what is likely" : "interacts with" + code;
      case REVIEW ->
          reason.getCoding() == null
              ? "causal review: what it says without the strongest effect"
              : "causal review: the strongest effect is that of" + code;
      case ATTENTION -> "attention to " + visit(reason, "an earlier visit");
      case MODEL -> "base rate, and what the network does not tell apart";
      case UNKNOWN -> "a reason this version does not know";
    };
  }

  /** By the day it closed (UTC); builds before version 3 of the schema do not say which it was. */
  private static String visit(Reason reason, String unnamed) {
    return reason.getEarlierVisit() == null
        ? unnamed
        : "the visit of " + LocalDate.ofInstant(reason.getEarlierVisit().getClosedAt(), UTC);
  }
}
