package io.theriac.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may make objects of the generated contract classes, which it refuses to do for
 * classes nobody vouched for. {@link Topic} and the serdes do it by themselves; call {@link
 * #ensure()} before using Avro's readers without them.
 */
public final class TrustedContracts {

  private static final String CONTRACTS = "io.theriac.schemas.avro.";

  static {
    ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    ClassSecurityPredicate contracts = type -> type.getName().startsWith(CONTRACTS);
    ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(others, contracts));
  }

  private TrustedContracts() {}

  /** Does its work once, when this class is loaded; what was trusted before stays trusted. */
  public static void ensure() {
    // Loading the class was all.
  }
}
