package io.theriac.model.net;

import static io.theriac.model.net.EvidenceTables.EARLIER;
import static io.theriac.model.net.EvidenceTables.NEW;
import static io.theriac.model.net.EvidenceTables.RECURRING;
import static io.theriac.model.net.HistoryFacts.contains;

import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.Contribution.Kind;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the logits of one visit are made of. What all medications share is looked up once. */
final class Contributions {

  private final EvidenceTables tables;
  private final NetworkShape shape;
  private final List<EncodedVisit> history;
  private final EncodedVisit current;
  private final PastVisits past;
  private final int[] codes;
  private final int[] earlierCodes;
  private final int[] visitsBack;
  private final float[] reviewed;
  private final AttendedVisits attended;
  private final float[][] addedByAttention;

  /**
   * Of a history's last visit.
   *
   * @param attended what the attention took from the visits before it
   */
  Contributions(EvidenceTables tables, List<EncodedVisit> history, AttendedVisits attended) {
    this.tables = tables;
    shape = tables.shape();
    this.history = history;
    int before = history.size() - 1;
    current = history.get(before);
    past = PastVisits.of(shape, history.subList(0, before));
    codes = past.codes(current);
    earlierCodes = past.others(codes, tables.config().maxEarlierCodes());
    visitsBack = Arrays.stream(earlierCodes).map(this::visitsBackToCode).toArray();
    reviewed = tables.review() == null ? null : tables.review().of(current);
    this.attended = attended;
    addedByAttention =
        tables.attention() == null ? new float[0][] : tables.attention().added(attended);
  }

  /**
   * All that adds up to a medication's logit.
   *
   * @param remainder what of the logit is no evidence of single codes or medications
   * @param interactions what the field of interactions adds
   */
  List<Contribution> of(int medication, float remainder, float interactions) {
    List<Contribution> all = new ArrayList<>();
    if (tables.evidence() != null) {
      addCodes(medication, all);
    }
    addVisitBefore(medication, all);
    all.add(earlierMedication(medication));
    if (tables.config().has(Part.DDI_FIELD)) {
      all.add(Contribution.of(Kind.INTERACTIONS, interactions));
    }
    int evidence = all.size();
    addDemographics(medication, all);
    addReview(medication, all);
    addAttention(medication, all);
    float rest = remainder + (past.any() ? 0 : offset(medication));
    for (Contribution told : all.subList(evidence, all.size())) {
      rest -= told.value();
    }
    all.add(Contribution.of(Kind.REMAINDER, rest));
    return all;
  }

  private void addCodes(int medication, List<Contribution> all) {
    float softMax =
        tables.amount() == null ? 0 : tables.amount()[medication] / strengths(medication);
    for (int code : codes) {
      float factor = factor(code, medication, past.has(code) ? RECURRING : NEW, softMax);
      float value = factor * tables.evidence()[code][medication];
      all.add(ofCode(Kind.DIAGNOSIS, Kind.PROCEDURE, code, 0, value));
    }
    for (int i = 0; i < earlierCodes.length; i++) {
      int code = earlierCodes[i];
      float factor = tables.persistence()[code] * factor(code, medication, EARLIER, softMax);
      float value = factor * tables.evidence()[code][medication];
      all.add(ofCode(Kind.EARLIER_DIAGNOSIS, Kind.EARLIER_PROCEDURE, code, visitsBack[i], value));
    }
  }

  /** The factor of a code's evidence in all, its part in the soft-max included. */
  private float factor(int code, int medication, int source, float softMax) {
    float slope = tables.slope()[past.status(medication).index()][source];
    return softMax == 0 ? slope : slope + softMax * tables.strength(code, medication);
  }

  /** What divides the soft-max of {@link SoftMaxEvidence}. */
  private float strengths(int medication) {
    float sum = SoftMaxEvidence.LEAST;
    for (int code : codes) {
      sum += tables.strength(code, medication);
    }
    for (int code : earlierCodes) {
      sum += tables.persistence()[code] * tables.strength(code, medication);
    }
    return sum;
  }

  private Contribution ofCode(
      Kind ofDiagnosis, Kind ofProcedure, int code, int visitsBack, float value) {
    return code < shape.diagnoses()
        ? new Contribution(ofDiagnosis, code, visitsBack, value)
        : new Contribution(ofProcedure, code - shape.diagnoses(), visitsBack, value);
  }

  private void addVisitBefore(int medication, List<Contribution> all) {
    for (int before : past.last()) {
      float value = tables.medications() == null ? 0 : tables.medications()[before][medication];
      if (before == medication) {
        value += continuation(medication);
      }
      all.add(new Contribution(Kind.CONTINUATION, before, 1, value));
    }
  }

  /** What it says for a medication of the visit before that it was given there. */
  private float continuation(int medication) {
    float sum = offset(medication);
    if (tables.gates() != null) {
      sum += tables.gates()[0][medication];
    }
    if (tables.gap() != null) {
      sum += tables.gap()[ElapsedBands.of(past.gap(current))][medication];
      sum += tables.course()[ElapsedBands.of(past.course(medication, current))][medication];
    }
    return sum;
  }

  private Contribution earlierMedication(int medication) {
    float sum = past.any() && !past.takenLast(medication) ? offset(medication) : 0;
    float[][] gates = tables.gates();
    if (gates != null) {
      sum += gates[1][medication] * past.share(medication);
      sum += gates[2][medication] * past.recency(medication);
    }
    int back = past.share(medication) == 0 ? 0 : visitsBackToMedication(medication);
    return Contribution.ofVisit(Kind.EARLIER_MEDICATION, back, sum);
  }

  private float offset(int medication) {
    return tables.offset()[past.status(medication).index()][medication];
  }

  private void addDemographics(int medication, List<Contribution> all) {
    if (tables.hasDemographics()) {
      float value = tables.demographics(current.sex(), current.age(), medication);
      all.add(Contribution.of(Kind.DEMOGRAPHICS, value));
    }
  }

  private void addReview(int medication, List<Contribution> all) {
    if (tables.review() != null) {
      ReviewTable.Said said = tables.review().said(current, medication);
      if (said.ofCode() != 0) {
        all.add(
            ofCode(
                Kind.REVIEW_BY_DIAGNOSIS, Kind.REVIEW_BY_PROCEDURE, said.code(), 0, said.ofCode()));
      }
      all.add(Contribution.of(Kind.REVIEW, reviewed[medication] - said.ofCode()));
    }
  }

  private void addAttention(int medication, List<Contribution> all) {
    for (int v = 0; v < addedByAttention.length; v++) {
      float value = tables.attention().said(attended.sum(), addedByAttention[v], medication);
      all.add(Contribution.ofVisit(Kind.ATTENTION, attended.visitsBack(v), value));
    }
  }

  private int visitsBackToCode(int code) {
    int diagnoses = shape.diagnoses();
    int back = 1;
    while (!(code < diagnoses
        ? contains(earlier(back).diagnoses(), code)
        : contains(earlier(back).procedures(), code - diagnoses))) {
      back++;
    }
    return back;
  }

  private int visitsBackToMedication(int medication) {
    int back = 1;
    while (!contains(earlier(back).medications(), medication)) {
      back++;
    }
    return back;
  }

  private EncodedVisit earlier(int visitsBack) {
    return history.get(history.size() - 1 - visitsBack);
  }
}
