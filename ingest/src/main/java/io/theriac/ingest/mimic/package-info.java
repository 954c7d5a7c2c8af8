/** Cohorts of MIMIC-III and MIMIC-IV by switchable rules, for files instead of events. */
package io.theriac.ingest.mimic;
