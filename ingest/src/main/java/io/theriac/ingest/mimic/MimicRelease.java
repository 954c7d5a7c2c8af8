package io.theriac.ingest.mimic;

/** Which of the two databases tables are from; they differ in columns and in how codes are kept. */
public enum MimicRelease {
  /** MIMIC-III: ICD-9 codes, dates of birth, prescriptions by date. */
  III("MIMIC-III", "STARTDATE"),
  /** MIMIC-IV, module hosp: ICD-9 and ICD-10 codes, ages at an anchor year. */
  IV("MIMIC-IV", "STARTTIME");

  private final String title;
  private final String prescriptionStart;

  MimicRelease(String title, String prescriptionStart) {
    this.title = title;
    this.prescriptionStart = prescriptionStart;
  }

  /** Name for a reader. */
  public String title() {
    return title;
  }

  String prescriptionStart() {
    return prescriptionStart;
  }
}
