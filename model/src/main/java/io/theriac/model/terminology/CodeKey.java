package io.theriac.model.terminology;

import io.theriac.schemas.avro.Coding;
import java.util.Comparator;
import java.util.Locale;

/**
 * A code in one spelling: system and code in upper case, ICD codes without their dot, NDCs in 11
 * digits where that is unambiguous.
 */
public record CodeKey(String system, String code) implements Comparable<CodeKey> {

  public static final String ATC = "ATC";
  public static final String NDC = "NDC";

  private static final Comparator<CodeKey> ORDER =
      Comparator.comparing(CodeKey::system).thenComparing(CodeKey::code);

  /** The key of a code, however its source spells it. */
  public static CodeKey of(String system, String code) {
    String s = system.strip().toUpperCase(Locale.ROOT);
    String c = code.strip().toUpperCase(Locale.ROOT);
    if (s.startsWith("ICD-")) {
      c = c.replace(".", "");
    } else if (s.equals(NDC)) {
      c = Ndc.normalise(c).orElse(c);
    }
    return new CodeKey(s, c);
  }

  public static CodeKey of(Coding coding) {
    return of(coding.getSystem(), coding.getCode());
  }

  @Override
  public int compareTo(CodeKey other) {
    return ORDER.compare(this, other);
  }
}
