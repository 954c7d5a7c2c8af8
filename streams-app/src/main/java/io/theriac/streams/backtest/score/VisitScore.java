package io.theriac.streams.backtest.score;

/**
 * What a model said of one visit, beside what was given: the last word on it in the range. Indices
 * are those of {@link Medications}.
 *
 * @param visitNumber which of the patient's closed visits it is, from 1
 * @param dischargedAt event time, milliseconds since 1970
 * @param age years at admission; -1 if unknown
 * @param usable whether medications were given and diagnoses or procedures coded: only such visits
 *     are measured, as in training
 * @param given ascending
 * @param givenOutside how many medications given are in no model's vocabulary
 * @param last what was given at the usable visit before, ascending; null at a patient's first
 * @param probabilities by index; -1 for medications that the model does not know
 * @param selected ascending
 * @param highPriority pairs of the ONC high-priority list that were active together and ordered at
 *     this visit, each {@code atcA+atcB} in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record VisitScore(
    String patient,
    String visit,
    int visitNumber,
    long admittedAt,
    long dischargedAt,
    String patientClass,
    String sex,
    int age,
    boolean usable,
    int[] given,
    int givenOutside,
    int[] last,
    float[] probabilities,
    int[] selected,
    String[] highPriority) {

  /** Identity of the visit. */
  public String key() {
    return key(patient, visit);
  }

  /** Identity of a visit; keys hold no line breaks. */
  public static String key(String patient, String visit) {
    return patient + "\n" + visit;
  }

  VisitScore numbered(int number) {
    return new VisitScore(
        patient,
        visit,
        number,
        admittedAt,
        dischargedAt,
        patientClass,
        sex,
        age,
        usable,
        given,
        givenOutside,
        last,
        probabilities,
        selected,
        highPriority);
  }
}
