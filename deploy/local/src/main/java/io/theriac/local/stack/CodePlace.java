package io.theriac.local.stack;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a class was loaded from. */
final class CodePlace {
  private CodePlace() {}

  /** The jar or folder that holds the class. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
