package io.theriac.trainer.gate;

import io.theriac.schemas.avro.GateCheck;

/** Makes the checks of the gate. */
final class Check {

  private Check() {}

  static GateCheck atMost(String name, double measured, double bound, String explanation) {
    return new GateCheck(name, measured <= bound, finite(measured), bound, explanation);
  }

  static GateCheck atLeast(String name, double measured, double bound, String explanation) {
    return new GateCheck(name, measured >= bound, finite(measured), bound, explanation);
  }

  static GateCheck of(String name, boolean passed, String explanation) {
    return new GateCheck(name, passed, null, null, explanation);
  }

  /** The same check, passed although it was not: the explanation says why. */
  static GateCheck waived(GateCheck check, String why) {
    return new GateCheck(
        check.getCheck(),
        true,
        check.getMeasured(),
        check.getBound(),
        check.getExplanation() + " " + why);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
