package io.theriac.model.cohort;

import java.util.List;

/** A patient's visits, oldest first. */
public record EncodedPatient(String patientKey, List<EncodedVisit> visits) {}
