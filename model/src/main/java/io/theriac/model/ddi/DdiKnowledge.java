package io.theriac.model.ddi;

import io.theriac.model.terminology.AtcLevel;
import io.theriac.model.terminology.Fingerprint;
import io.theriac.model.terminology.InvalidTableException;
import io.theriac.model.terminology.KnowledgeTable;
import io.theriac.schemas.avro.Coding;
import io.theriac.schemas.avro.DdiSeverity;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Curated drug–drug interactions, by ATC code or class.
 *
 * <p>A row applies to two drugs when its codes are prefixes of theirs, in either order. The bundled
 * rows were written from public literature and labels. Immutable.
 */
public final class DdiKnowledge implements Interactions {

  /** To be shown wherever the knowledge is shown. */
  public static final String REVIEW_CAVEAT =
      "The interaction knowledge has not been reviewed by a pharmacist: have it reviewed before any"
          + " clinical use.";

  static final List<String> HEADER =
      List.of(
          "drug_a_name",
          "drug_a_atc",
          "drug_b_name",
          "drug_b_atc",
          "severity",
          "mechanism",
          "effect",
          "management",
          "source");

  /** The enum begins with the most severe. */
  private static final Comparator<DdiPair> BY_SEVERITY =
      Comparator.comparing(DdiPair::severity).reversed();

  private static final Comparator<DdiPair> BY_RELEVANCE =
      Comparator.comparing((DdiPair pair) -> pair.atcA().length() + pair.atcB().length())
          .thenComparing(BY_SEVERITY)
          .thenComparing(DdiPair::atcA)
          .thenComparing(DdiPair::atcB);

  private static final String BUNDLED = "ddi-pairs.csv";

  private final List<DdiPair> pairs;
  private final Map<String, Map<String, DdiPair>> byPrefixes = new HashMap<>();

  private DdiKnowledge(List<DdiPair> pairs) {
    this.pairs = List.copyOf(pairs);
    for (DdiPair pair : pairs) {
      index(pair.atcA(), pair.atcB(), pair);
      index(pair.atcB(), pair.atcA(), pair);
    }
  }

  /** The knowledge that comes with Theriac. */
  public static DdiKnowledge bundled() {
    try (InputStream in = DdiKnowledge.class.getResourceAsStream(BUNDLED)) {
      return read(new InputStreamReader(in, StandardCharsets.UTF_8), BUNDLED);
    } catch (IOException e) {
      throw new UncheckedIOException("The bundled interaction knowledge cannot be read.", e);
    }
  }

  /**
   * Reads knowledge from a CSV file with the bundled file's header.
   *
   * @throws InvalidTableException if a row cannot be used
   */
  public static DdiKnowledge read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Interaction knowledge %s cannot be read.".formatted(file), e);
    }
  }

  /**
   * Reads knowledge.
   *
   * @param file how messages name it
   * @throws InvalidTableException if a row cannot be used
   */
  public static DdiKnowledge read(Reader reader, String file) {
    List<DdiPair> pairs = new ArrayList<>();
    for (KnowledgeTable.Row row : KnowledgeTable.read(reader, file, HEADER).rows()) {
      pairs.add(
          new DdiPair(
              row.required("drug_a_name"),
              atc(row, "drug_a_atc"),
              row.required("drug_b_name"),
              atc(row, "drug_b_atc"),
              severity(row),
              row.required("mechanism"),
              row.required("effect"),
              row.required("management"),
              row.required("source")));
    }
    return new DdiKnowledge(pairs);
  }

  /**
   * The interaction of two drugs: of all rows that apply the most specific (most characters of code
   * matched), and among those the most severe.
   *
   * @return nothing if none is known, or if both codes are the same
   */
  public Optional<DdiPair> interaction(String atcA, String atcB) {
    if (atcA.equals(atcB)) {
      return Optional.empty();
    }
    DdiPair best = null;
    for (AtcLevel levelA : AtcLevel.values()) {
      Map<String, DdiPair> partners =
          levelA.length() > atcA.length() ? null : byPrefixes.get(levelA.cut(atcA));
      if (partners == null) {
        continue;
      }
      for (AtcLevel levelB : AtcLevel.values()) {
        DdiPair pair = levelB.length() > atcB.length() ? null : partners.get(levelB.cut(atcB));
        if (pair != null && (best == null || BY_RELEVANCE.compare(pair, best) > 0)) {
          best = pair;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Which codes interact, for codes of any level.
   *
   * <p>Two codes interact if a row applies to both, or to some member of one (or both) of them: a
   * class interacts when one of its substances does. So at coarser levels the matrix is denser, and
   * an entry means "may interact, depending on the substances". A code never interacts with itself,
   * even where members of a class interact with each other.
   *
   * @return [codes][codes], symmetric, 0 or 1, the diagonal 0
   */
  public float[][] matrix(List<String> atcCodes) {
    return Interactions.matrix(weightsOf(atcCodes));
  }

  /** As {@link #matrix}; where several rows apply to a pair, the gravest counts. */
  @Override
  public float[][] weights(List<Coding> medications) {
    return weightsOf(medications.stream().map(Coding::getCode).toList());
  }

  private float[][] weightsOf(List<String> atcCodes) {
    int n = atcCodes.size();
    float[][] weights = new float[n][n];
    for (DdiPair pair : pairs) {
      float weight = SeverityWeights.of(pair.severity());
      for (int i = 0; i < n; i++) {
        if (!related(pair.atcA(), atcCodes.get(i))) {
          continue;
        }
        for (int j = 0; j < n; j++) {
          if (!atcCodes.get(i).equals(atcCodes.get(j)) && related(pair.atcB(), atcCodes.get(j))) {
            weights[i][j] = Math.max(weights[i][j], weight);
            weights[j][i] = weights[i][j];
          }
        }
      }
    }
    return weights;
  }

  /** All rows. */
  public List<DdiPair> pairs() {
    return pairs;
  }

  /** Hex SHA-256 of all rows, whatever their order. */
  @Override
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    pairs.stream().map(DdiKnowledge::fingerprint).sorted().forEach(fingerprint::add);
    return fingerprint.hex();
  }

  private static String fingerprint(DdiPair pair) {
    return new Fingerprint()
        .add(pair.nameA())
        .add(pair.atcA())
        .add(pair.nameB())
        .add(pair.atcB())
        .add(pair.severity().name())
        .add(pair.mechanism())
        .add(pair.effect())
        .add(pair.management())
        .add(pair.source())
        .hex();
  }

  private void index(String from, String to, DdiPair pair) {
    byPrefixes
        .computeIfAbsent(from, prefix -> new HashMap<>())
        .merge(to, pair, (old, other) -> BY_SEVERITY.compare(other, old) > 0 ? other : old);
  }

  private static boolean related(String rowCode, String code) {
    return code.startsWith(rowCode) || rowCode.startsWith(code);
  }

  private static String atc(KnowledgeTable.Row row, String column) {
    String code = row.required(column);
    if (AtcLevel.of(code).isEmpty()) {
      throw row.invalid(
          column, "'%s' is not an ATC code".formatted(code), "write one such as B01AA03 or B01AA");
    }
    return code;
  }

  private static DdiSeverity severity(KnowledgeTable.Row row) {
    return switch (row.required("severity").toLowerCase(Locale.ROOT)) {
      case "contraindicated" -> DdiSeverity.CONTRAINDICATED;
      case "major" -> DdiSeverity.MAJOR;
      case "moderate" -> DdiSeverity.MODERATE;
      case "minor" -> DdiSeverity.MINOR;
      default ->
          throw row.invalid(
              "severity",
              "'%s' is not a severity".formatted(row.required("severity")),
              "write contraindicated, major, moderate or minor");
    };
  }
}
