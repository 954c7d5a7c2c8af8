package io.theriac.streams;

import io.theriac.model.terminology.Fingerprint;

/** Identities that are the same whenever the same thing is said again. */
public final class StableId {

  private static final int LENGTH = 32;

  private StableId() {}

  /** 128 bits of SHA-256 over the parts, in hex. */
  public static String of(String... parts) {
    Fingerprint fingerprint = new Fingerprint();
    for (String part : parts) {
      fingerprint.add(part);
    }
    return fingerprint.hex().substring(0, LENGTH);
  }
}
