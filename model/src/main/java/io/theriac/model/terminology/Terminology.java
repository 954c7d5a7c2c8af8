package io.theriac.model.terminology;

import io.theriac.schemas.avro.Coding;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Maps the drug codes of sources (NDC, RxNorm, a site's own) to ATC substances.
 *
 * <p>Its tables are CSV files with the header {@code system,code,display,atc,atc_name}. Immutable.
 */
public final class Terminology {

  static final List<String> HEADER = List.of("system", "code", "display", "atc", "atc_name");

  private final Map<CodeKey, String> atcByCode;
  private final Map<String, String> names;
  private final Set<String> kept;

  private Terminology(Map<CodeKey, String> atcByCode, Map<String, String> names, Set<String> kept) {
    this.atcByCode = Map.copyOf(atcByCode);
    this.names = Map.copyOf(names);
    this.kept = Set.copyOf(kept);
  }

  /** Knows ATC codes only. */
  public static Terminology empty() {
    return new Terminology(Map.of(), Map.of(), Set.of());
  }

  /**
   * Reads one table.
   *
   * @throws InvalidTableException if a row cannot be used
   */
  public static Terminology read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Code map %s cannot be read.".formatted(file), e);
    }
  }

  /** Reads several tables; where two give the same code, the later one holds. */
  public static Terminology read(List<Path> files) {
    return files.stream().map(Terminology::read).reduce(empty(), Terminology::merge);
  }

  /**
   * Reads one table.
   *
   * @param file how messages name it
   * @throws InvalidTableException if a row cannot be used
   */
  public static Terminology read(Reader reader, String file) {
    Map<CodeKey, String> codes = new HashMap<>();
    Map<CodeKey, Long> lines = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    for (KnowledgeTable.Row row : KnowledgeTable.read(reader, file, HEADER).rows()) {
      CodeKey key = key(row);
      String atc = substance(row);
      String known = codes.putIfAbsent(key, atc);
      if (known != null && !known.equals(atc)) {
        throw row.invalid(
            "code",
            "%s %s is mapped to %s here and to %s in line %d"
                .formatted(key.system(), key.code(), atc, known, lines.get(key)),
            "keep one of them");
      }
      lines.putIfAbsent(key, row.line());
      row.optional("atc_name").ifPresent(name -> names.putIfAbsent(atc, name));
    }
    return new Terminology(codes, names, Set.of());
  }

  /** Both terminologies; where both know a code, {@code later} holds. */
  public Terminology merge(Terminology later) {
    Map<CodeKey, String> codes = new HashMap<>(atcByCode);
    codes.putAll(later.atcByCode);
    Map<String, String> allNames = new HashMap<>(names);
    allNames.putAll(later.names);
    Set<String> allKept = new TreeSet<>(kept);
    allKept.addAll(later.kept);
    return new Terminology(codes, allNames, allKept);
  }

  /**
   * The same, with coding systems whose medications are learnt as they are coded, whatever their
   * level: for cohorts that were mapped before, or that know no ATC.
   */
  public Terminology keeping(Collection<String> systems) {
    Set<String> all = new TreeSet<>(kept);
    systems.forEach(system -> all.add(CodeKey.of(system, "").system()));
    return new Terminology(atcByCode, names, all);
  }

  /**
   * What a medication is learnt and recommended as: itself where its coding system is kept, else
   * its ATC code at a level.
   *
   * @return nothing if the code is unknown
   */
  public Optional<Coding> concept(Coding source, AtcLevel level) {
    CodeKey key = CodeKey.of(source);
    if (kept.contains(key.system())) {
      return Optional.of(new Coding(key.system(), key.code(), source.getDisplay()));
    }
    return atc(source).map(substance -> atLevel(substance, level));
  }

  private Coding atLevel(Coding substance, AtcLevel level) {
    if (level == AtcLevel.SUBSTANCE) {
      return substance;
    }
    String code = level.cut(substance.getCode());
    return new Coding(CodeKey.ATC, code, names.get(code));
  }

  /**
   * The ATC substance (level 5) of a drug, with its name where a table gives one. Substances that
   * are coded in ATC already map to themselves.
   *
   * @return nothing if the code is unknown
   */
  public Optional<Coding> atc(Coding source) {
    CodeKey key = CodeKey.of(source);
    if (key.system().equals(CodeKey.ATC)) {
      return AtcLevel.of(key.code())
          .filter(level -> level == AtcLevel.SUBSTANCE)
          .map(
              level ->
                  new Coding(
                      CodeKey.ATC, key.code(), name(key.code()).orElse(source.getDisplay())));
    }
    return Optional.ofNullable(atcByCode.get(key))
        .map(atc -> new Coding(CodeKey.ATC, atc, names.get(atc)));
  }

  /** The name of an ATC code, if a table gives one. */
  public Optional<String> name(String atcCode) {
    return Optional.ofNullable(names.get(atcCode));
  }

  /** How many codes it maps. */
  public int size() {
    return atcByCode.size();
  }

  /** Hex SHA-256 of all it knows, whatever the order of files and rows. */
  public String fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    new TreeMap<>(atcByCode)
        .forEach((key, atc) -> fingerprint.add(key.system()).add(key.code()).add(atc));
    fingerprint.add("names");
    new TreeMap<>(names).forEach((atc, name) -> fingerprint.add(atc).add(name));
    new TreeSet<>(kept).forEach(system -> fingerprint.add("kept").add(system));
    return fingerprint.hex();
  }

  private static CodeKey key(KnowledgeTable.Row row) {
    CodeKey key = CodeKey.of(row.required("system"), row.required("code"));
    if (key.system().equals(CodeKey.NDC) && Ndc.normalise(key.code()).isEmpty()) {
      throw row.invalid(
          "code",
          "'%s' is not an NDC".formatted(key.code()),
          "write 11 digits, or three segments with hyphens");
    }
    return key;
  }

  private static String substance(KnowledgeTable.Row row) {
    String atc = row.required("atc");
    if (AtcLevel.of(atc).filter(level -> level == AtcLevel.SUBSTANCE).isEmpty()) {
      throw row.invalid(
          "atc",
          "'%s' is not an ATC substance".formatted(atc),
          "write seven characters such as C09AA02");
    }
    return atc;
  }
}
