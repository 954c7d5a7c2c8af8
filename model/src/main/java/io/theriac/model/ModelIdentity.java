package io.theriac.model;

import io.theriac.schemas.avro.Fingerprints;

/** Which model it is. */
public record ModelIdentity(String name, String version, Fingerprints fingerprints) {}
