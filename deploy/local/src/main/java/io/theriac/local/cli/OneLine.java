package io.theriac.local.cli;

import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiAlert;
import io.theriac.schemas.avro.DeadLetter;
import io.theriac.schemas.avro.Recommendation;
import java.util.Locale;

/** Output records as one readable line each; an asterisk marks a medication that was given. */
final class OneLine {

  private OneLine() {}

  static String recommendation(Recommendation r) {
    String selected =
        r.getMedications().stream()
            .filter(m -> m.getSelected())
            .map(
                m ->
                    "%s %.2f%s"
                        .formatted(
                            name(m.getMedication()), m.getProbability(), m.getGiven() ? "*" : ""))
            .reduce((a, b) -> a + ", " + b)
            .orElse("none");
    return "%s  %-11s r%d  visit %s  model %s  %s"
        .formatted(
            r.getVisitClosedAt(),
            r.getStatus(),
            r.getRevision(),
            shortened(r.getVisitId()),
            r.getModelVersion(),
            selected);
  }

  static String alert(DdiAlert a) {
    return "%s  %-8s %-15s %s + %s  (%s)  visit %s  %s -> %s"
        .formatted(
            a.getOccurredAt(),
            a.getState(),
            a.getSeverity(),
            name(a.getDrugA().getAtc()),
            name(a.getDrugB().getAtc()),
            a.getKind().toString().toLowerCase(Locale.ROOT).replace('_', '-'),
            shortened(a.getVisitId()),
            a.getEffect(),
            a.getManagement());
  }

  static String deadLetter(DeadLetter d) {
    return "%s  %-18s %s-%d@%d  %s%s"
        .formatted(
            d.getFailedAt(),
            d.getReasonClass(),
            d.getTopic(),
            d.getPartition(),
            d.getOffset(),
            d.getReason(),
            d.getSchemaId() == null ? "" : "  (schema id " + d.getSchemaId() + ")");
  }

  private static String name(Coding coding) {
    return coding.getDisplay() == null ? coding.getCode() : coding.getDisplay();
  }

  private static String shortened(String id) {
    return id.length() <= 12 ? id : id.substring(0, 12);
  }
}
