package io.theriac.model.net;

import io.theriac.model.cohort.EncodedVisit;
import io.theriac.model.net.Contribution.Kind;
import io.theriac.model.net.NetworkConfig.Part;
import java.util.ArrayList;
import java.util.List;

/** A network's additive parts as plain tables, to serve and to tell what a logit is made of. */
final class EvidenceTables {

  private static final int NEW = 0;
  private static final int RECURRING = 1;
  private static final int EARLIER = 2;

  private final NetworkConfig config;
  private final NetworkShape shape;
  private final float[][] evidence;
  private final float[] persistence;
  private final float[][] slope;
  private final float[][] offset;
  private final float[][] table;
  private final float[][] gates;
  private final float[][] gap;
  private final float[][] course;
  private final float[][] bands;
  private final float[][] sexes;
  private final ReviewTable review;
  private final float[] amount;
  private final float sharpness;

  EvidenceTables(Network network) {
    config = network.config();
    shape = network.shape();
    boolean wide = config.has(Part.WIDE);
    evidence = wide ? evidence(network) : null;
    persistence = wide ? sigmoid(network.array("wide.persistence").toFloatArray()) : null;
    slope = config.has(Part.STATUS) ? network.table("status.slope") : null;
    offset = config.has(Part.STATUS) ? network.table("status.offset") : null;
    table = config.has(Part.MEDICATION_TABLE) ? medicationTable(network) : null;
    gates = config.has(Part.GATES) ? network.table("history.gates") : null;
    gap = config.has(Part.ELAPSED) ? network.table("elapsed.gap") : null;
    course = config.has(Part.ELAPSED) ? network.table("elapsed.course") : null;
    bands = config.has(Part.DEMOGRAPHICS) ? network.table("demographics.age") : null;
    sexes = config.has(Part.DEMOGRAPHICS) ? network.table("demographics.sex") : null;
    review = ReviewTable.isIn(config) ? new ReviewTable(network) : null;
    boolean softMax = config.has(Part.SOFT_MAX);
    amount = softMax ? network.array("softMax.amount").toFloatArray() : null;
    sharpness = softMax ? network.array("softMax.sharpness").toFloatArray()[0] : 0;
  }

  private static float[][] evidence(Network network) {
    float[] scale = network.array("wide.scale").toFloatArray();
    float[][] w = network.table("wide.deviation");
    float[][] prior = network.table("wide.prior");
    for (int c = 0; c < w.length; c++) {
      float s = scale[c < network.shape().diagnoses() ? 0 : 1];
      for (int m = 0; m < w[c].length; m++) {
        w[c][m] += s * prior[c][m];
      }
    }
    return w;
  }

  private static float[][] medicationTable(Network network) {
    float scale = network.array("table.scale").toFloatArray()[0];
    float[][] sum = network.table("table.deviation");
    float[][] prior = network.table("table.prior");
    for (int i = 0; i < sum.length; i++) {
      for (int m = 0; m < sum[i].length; m++) {
        sum[i][m] += scale * prior[i][m];
      }
    }
    return sum;
  }

  private static float[] sigmoid(float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
    return y;
  }

  /** A visit and what was before it, looked up once for the contributions of all medications. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Told(EncodedVisit current, PastVisits past, int[] codes, int[] others, float[] reviewed) {}

  /** What the last visit of a history and those before it tell. */
  Told told(List<EncodedVisit> history) {
    int before = history.size() - 1;
    EncodedVisit current = history.get(before);
    PastVisits past = PastVisits.of(shape, history.subList(0, before));
    int[] codes = past.codes(current);
    int[] others = past.others(codes, config.maxEarlierCodes());
    return new Told(current, past, codes, others, review == null ? null : review.of(current));
  }

  /** All that adds up to a medication's logit at a visit. */
  List<Contribution> contributions(Told told, int medication, float remainder, float interactions) {
    PastVisits past = told.past();
    int[] codes = told.codes();
    int[] others = told.others();
    List<Contribution> all = new ArrayList<>();
    float each = amount == null ? 0 : amount[medication] / strengths(codes, others, medication);
    if (evidence != null) {
      for (int code : codes) {
        all.add(ofCode(past, code, medication, each));
      }
      for (int code : others) {
        all.add(ofEarlierCode(past, code, medication, each));
      }
    }
    addVisitBefore(told, medication, all);
    all.add(new Contribution(Kind.EARLIER_MEDICATION, -1, takenEarlier(past, medication)));
    if (config.has(Part.DDI_FIELD)) {
      all.add(new Contribution(Kind.INTERACTIONS, -1, interactions));
    }
    float rest = remainder + (past.any() ? 0 : offset(past, medication));
    if (bands != null) {
      float person = person(told.current(), medication);
      all.add(new Contribution(Kind.DEMOGRAPHICS, -1, person));
      rest -= person;
    }
    if (review != null) {
      float reviewed = told.reviewed()[medication];
      ReviewTable.Said said = review.said(told.current(), medication);
      if (said.ofCode() != 0) {
        all.add(
            ofCode(Kind.REVIEW_BY_DIAGNOSIS, Kind.REVIEW_BY_PROCEDURE, said.code(), said.ofCode()));
      }
      all.add(new Contribution(Kind.REVIEW, -1, reviewed - said.ofCode()));
      rest -= reviewed;
    }
    all.add(new Contribution(Kind.REMAINDER, -1, rest));
    return all;
  }

  /** What each code says of each medication, [codes][M]; null without {@link Part#WIDE}. */
  float[][] evidence() {
    return evidence;
  }

  /** How much a code of earlier visits counts, [codes]. */
  float[] persistence() {
    return persistence;
  }

  /** What the causal review adds; null where there is none. */
  ReviewTable review() {
    return review;
  }

  /** Adds what age and sex say of each medication. */
  void addPerson(int sex, float age, float[] z) {
    if (bands != null) {
      Floats.add(bands[DemographicTables.band(age)], 0, z, z.length);
      Floats.add(sexes[sex], 0, z, z.length);
    }
  }

  /** What each medication of the visit before says of each, [M][M]; null where it is left out. */
  float[][] medications() {
    return table;
  }

  /** What the time since the visit before says, [bands][M]; null without {@link Part#ELAPSED}. */
  float[][] gap() {
    return gap;
  }

  /** What the time since a course began says, [bands][M]; null without {@link Part#ELAPSED}. */
  float[][] course() {
    return course;
  }

  /** {@code exp(τ e)} of {@link SoftMaxEvidence}, [codes][M]. */
  float[][] strengths() {
    float[][] strengths = new float[evidence.length][evidence[0].length];
    for (int code = 0; code < strengths.length; code++) {
      for (int m = 0; m < strengths[code].length; m++) {
        strengths[code][m] = strength(code, m);
      }
    }
    return strengths;
  }

  /** What divides the soft-max of {@link SoftMaxEvidence}. */
  private float strengths(int[] codes, int[] others, int medication) {
    float sum = SoftMaxEvidence.LEAST;
    for (int code : codes) {
      sum += strength(code, medication);
    }
    for (int code : others) {
      sum += persistence[code] * strength(code, medication);
    }
    return sum;
  }

  private float strength(int code, int medication) {
    float sharp = sharpness * evidence[code][medication];
    return (float) Math.exp(Math.min(SoftMaxEvidence.STRONGEST, sharp));
  }

  /** The factor of a code's evidence in all, its part in the soft-max included. */
  private float factor(PastVisits past, int code, int medication, int source, float each) {
    float slope = slope(past, medication, source);
    return each == 0 ? slope : slope + each * strength(code, medication);
  }

  private Contribution ofCode(PastVisits past, int code, int medication, float each) {
    int source = past.has(code) ? RECURRING : NEW;
    float value = factor(past, code, medication, source, each) * evidence[code][medication];
    return ofCode(Kind.DIAGNOSIS, Kind.PROCEDURE, code, value);
  }

  private Contribution ofEarlierCode(PastVisits past, int code, int medication, float each) {
    float whole = factor(past, code, medication, EARLIER, each) * evidence[code][medication];
    return ofCode(Kind.EARLIER_DIAGNOSIS, Kind.EARLIER_PROCEDURE, code, persistence[code] * whole);
  }

  private Contribution ofCode(Kind ofDiagnosis, Kind ofProcedure, int code, float value) {
    return code < shape.diagnoses()
        ? new Contribution(ofDiagnosis, code, value)
        : new Contribution(ofProcedure, code - shape.diagnoses(), value);
  }

  private float slope(PastVisits past, int medication, int source) {
    return slope == null ? 1 : slope[past.status(medication).index()][source];
  }

  private float offset(PastVisits past, int medication) {
    return offset == null ? 0 : offset[past.status(medication).index()][medication];
  }

  private void addVisitBefore(Told told, int medication, List<Contribution> all) {
    for (int before : told.past().last()) {
      float value = table == null ? 0 : table[before][medication];
      if (before == medication) {
        value += continuation(told.past(), told.current(), medication);
      }
      all.add(new Contribution(Kind.CONTINUATION, before, value));
    }
  }

  /** What it says for a medication of the visit before that it was given there. */
  private float continuation(PastVisits past, EncodedVisit current, int medication) {
    float sum = offset(past, medication);
    if (gates != null) {
      sum += gates[0][medication];
    }
    if (gap != null) {
      sum += gap[ElapsedBands.of(past.gap(current))][medication];
      sum += course[ElapsedBands.of(past.course(medication, current))][medication];
    }
    return sum;
  }

  private float takenEarlier(PastVisits past, int medication) {
    float sum = past.any() && !past.takenLast(medication) ? offset(past, medication) : 0;
    if (gates != null) {
      sum += gates[1][medication] * past.share(medication);
      sum += gates[2][medication] * past.recency(medication);
    }
    return sum;
  }

  private float person(EncodedVisit visit, int medication) {
    return bands[DemographicTables.band(visit.age())][medication] + sexes[visit.sex()][medication];
  }
}
