package io.theriac.streams.recommend;

/** What the recommender must hear of a visit. */
public sealed interface VisitNews permits PendingVisit, WithdrawnVisit {

  String patientKey();

  String visitId();
}
