package io.theriac.model.drift;

import io.theriac.model.cohort.Vocabulary;
import io.theriac.model.terminology.CodeKey;
import io.theriac.schemas.avro.Coding;
import java.util.List;

/** Sorts the codes of a vocabulary into bins: the frequent ones each its own, the others one. */
final class CodeBins {

  private final int[] binOfCode;

  CodeBins(Vocabulary vocabulary, List<String> labels) {
    int others = labels.size() - 1;
    binOfCode =
        vocabulary.codes().stream()
            .mapToInt(
                code -> {
                  int bin = labels.indexOf(label(code));
                  return bin < 0 ? others : bin;
                })
            .toArray();
  }

  static String label(Coding code) {
    CodeKey key = CodeKey.of(code);
    return key.system() + " " + key.code();
  }

  int bin(int code) {
    return binOfCode[code];
  }
}
