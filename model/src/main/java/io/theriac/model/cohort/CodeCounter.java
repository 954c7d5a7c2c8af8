package io.theriac.model.cohort;

import io.theriac.model.terminology.CodeKey;
import io.theriac.schemas.avro.Coding;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts in how many patients each code occurs, and makes a vocabulary of the frequent ones. */
final class CodeCounter {

  private final Map<CodeKey, Integer> patients = new HashMap<>();
  private final Map<CodeKey, Coding> codings = new HashMap<>();

  /** Counts the codes of one patient, each visit's codes being one list. */
  void add(List<Collection<Coding>> visits) {
    Set<CodeKey> seen = new HashSet<>();
    for (Collection<Coding> visit : visits) {
      for (Coding coding : visit) {
        CodeKey key = CodeKey.of(coding);
        codings.merge(key, coding, CodeCounter::smallerName);
        if (seen.add(key)) {
          patients.merge(key, 1, Integer::sum);
        }
      }
    }
  }

  Vocabulary vocabulary(int minPatients) {
    return new Vocabulary(
        patients.entrySet().stream()
            .filter(e -> e.getValue() >= minPatients)
            .map(e -> normalised(e.getKey()))
            .toList());
  }

  int distinct() {
    return patients.size();
  }

  private Coding normalised(CodeKey key) {
    return new Coding(key.system(), key.code(), codings.get(key).getDisplay());
  }

  /** Sources may name a code differently: the choice must not depend on the order of visits. */
  private static Coding smallerName(Coding a, Coding b) {
    if (a.getDisplay() == null || b.getDisplay() == null) {
      return a.getDisplay() == null ? b : a;
    }
    return a.getDisplay().compareTo(b.getDisplay()) <= 0 ? a : b;
  }
}
