package io.theriac.model.cohort;

import io.theriac.model.terminology.CodeKey;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.schemas.avro.Coding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The codes a model knows, each with its index: sorted by system and code. Immutable. */
public final class Vocabulary {

  private final List<Coding> codes;
  private final Map<CodeKey, Integer> indices = new HashMap<>();

  /**
   * A vocabulary of these codes, sorted.
   *
   * @throws IllegalArgumentException if a code stands there twice
   */
  public Vocabulary(Collection<Coding> codes) {
    this.codes = codes.stream().sorted(Comparator.comparing(CodeKey::of)).toList();
    for (Coding coding : this.codes) {
      if (indices.put(CodeKey.of(coding), indices.size()) != null) {
        throw new IllegalArgumentException(
            "Code %s %s stands twice in a vocabulary."
                .formatted(coding.getSystem(), coding.getCode()));
      }
    }
  }

  /** How many codes it has. */
  public int size() {
    return codes.size();
  }

  /** The code of an index, with its name where one is known. */
  public Coding code(int index) {
    return codes.get(index);
  }

  /** All codes by index. */
  public List<Coding> codes() {
    return codes;
  }

  /** The index of a code, or nothing if the model does not know it. */
  public OptionalInt index(Coding coding) {
    Integer index = indices.get(CodeKey.of(coding));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * The indices of the known ones among some codes.
   *
   * @param unknown gets the others
   * @return ascending, without repeats
   */
  public int[] indices(Collection<Coding> some, Collection<? super Coding> unknown) {
    List<Integer> known = new ArrayList<>();
    for (Coding coding : some) {
      index(coding).ifPresentOrElse(known::add, () -> unknown.add(coding));
    }
    return known.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }

  /** Hex SHA-256 of the codes in their order; names do not count. */
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    for (Coding coding : codes) {
      CodeKey key = CodeKey.of(coding);
      fingerprint.add(key.system()).add(key.code());
    }
    return fingerprint.hex();
  }
}
