package io.theriac.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.schemas.avro.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the pages to the code: a name in them that the code has not is out of date. */
class DocsTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "state",
          "model",
          "ingest",
          "streams-app",
          "trainer",
          "deploy/local",
          "it-tests");

  /** A type between backticks, perhaps after its package. */
  private static final Pattern NAMED = Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z]\\w*)`");

  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|record|interface|enum|@interface) ([A-Z]\\w*)");
  private static final Pattern SCHEMA = Pattern.compile("\"name\" *: *\"([A-Z]\\w*)\"");

  @Test
  void shouldNameOnlyTypesThatThereAre() throws IOException {
    Set<String> declared = declared();
    assertThat(declared).contains("VisitFold", "DdiAlert", "DocsTest");

    for (Path page : pages()) {
      assertThat(found(NAMED, page)).as("types named in %s", page).isSubsetOf(declared);
    }
  }

  @Test
  void shouldSayWhatToDoForEveryReasonOfADeadLetter() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/dead-letters.md"));

    for (DeadLetterReason reason : DeadLetterReason.values()) {
      assertThat(page).contains("| `%s` |".formatted(reason));
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"));
        Stream<Path> root = Files.list(PROJECT)) {
      return Stream.concat(docs, root).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static Set<String> declared() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src"))) {
        files.forEach(
            file -> {
              if (file.toString().endsWith(".java")) {
                names.addAll(found(DECLARED, file));
              } else if (file.toString().endsWith(".avsc")) {
                names.addAll(found(SCHEMA, file));
              }
            });
      }
    }
    return names;
  }

  private static Set<String> found(Pattern pattern, Path file) {
    try {
      return pattern
          .matcher(Files.readString(file))
          .results()
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
