package io.theriac.streams.metrics;

import java.util.Locale;

/** In which role a model scored a visit. */
public enum ModelRole {
  ACTIVE,
  CANARY,
  SHADOW;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
