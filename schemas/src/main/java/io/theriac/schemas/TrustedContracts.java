package io.theriac.schemas;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may make objects of our generated classes, contracts and rows of the state
 * alike, which it refuses to do for classes nobody vouched for. {@link Topic} and the serdes do it
 * by themselves; call {@link #ensure()} before using Avro's readers without them.
 */
public final class TrustedContracts {

  private static final String OURS = "io.theriac.";

  static {
    ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
    ClassSecurityPredicate ours = type -> type.getName().startsWith(OURS);
    ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(others, ours));
  }

  private TrustedContracts() {}

  /** Does its work once, when this class is loaded; what was trusted before stays trusted. */
  public static void ensure() {
    // Loading the class was all.
  }
}
