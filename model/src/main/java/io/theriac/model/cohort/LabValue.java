package io.theriac.model.cohort;

/**
 * A laboratory result.
 *
 * @param test index of the test
 * @param value in the unit that all results of the test have
 */
public record LabValue(int test, float value) {}
