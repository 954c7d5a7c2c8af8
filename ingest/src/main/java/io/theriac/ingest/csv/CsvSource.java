package io.theriac.ingest.csv;

import io.theriac.ingest.ImportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A place that holds tables as {@code NAME.csv} or {@code NAME.csv.gz}. */
public interface CsvSource {

  /**
   * The file of a table.
   *
   * @param table name without ending
   * @throws ImportException if there are two
   */
  Optional<CsvFile> find(String table);

  /** How to name the place to a user. */
  String describe();

  /**
   * A directory; names are matched without regard to case.
   *
   * @throws ImportException if it is not a readable directory
   */
  static CsvSource directory(Path directory) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.filter(Files::isRegularFile).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ImportException(
          "%s is not a readable directory: give the directory that holds the CSV files."
              .formatted(directory),
          e);
    }
    return new DirectorySource(directory, files);
  }

  /**
   * A folder of the class path; file names are lower case.
   *
   * @param folder for example {@code "sample"}
   */
  static CsvSource classpath(ClassLoader loader, String folder) {
    return new ClasspathSource(loader, folder);
  }

  /** Tables of a directory. */
  record DirectorySource(Path directory, List<Path> files) implements CsvSource {

    @Override
    public Optional<CsvFile> find(String table) {
      String plain = table.toLowerCase(Locale.ROOT) + ".csv";
      List<Path> found =
          files.stream()
              .filter(
                  file -> {
                    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                    return name.equals(plain) || name.equals(plain + ".gz");
                  })
              .sorted()
              .toList();
      if (found.size() > 1) {
        throw new ImportException(
            "%s holds both %s and %s: remove one."
                .formatted(directory, found.get(0).getFileName(), found.get(1).getFileName()));
      }
      return found.stream().findFirst().map(DirectorySource::file);
    }

    private static CsvFile file(Path path) {
      try {
        return new CsvFile(
            path.getFileName().toString(), Files.size(path), () -> Files.newInputStream(path));
      } catch (IOException e) {
        throw new ImportException("%s cannot be read: check its permissions.".formatted(path), e);
      }
    }

    @Override
    public String describe() {
      return directory.toString();
    }
  }

  /** Tables of a class path folder. */
  record ClasspathSource(ClassLoader loader, String folder) implements CsvSource {

    @Override
    public Optional<CsvFile> find(String table) {
      return Stream.of(table + ".csv.gz", table + ".csv")
          .map(name -> file(name, loader.getResource(folder + "/" + name)))
          .filter(Objects::nonNull)
          .findFirst();
    }

    private static CsvFile file(String name, URL resource) {
      if (resource == null) {
        return null;
      }
      try {
        URLConnection connection = resource.openConnection();
        long bytes = Math.max(0, connection.getContentLengthLong());
        connection.getInputStream().close();
        return new CsvFile(name, bytes, resource::openStream);
      } catch (IOException e) {
        throw new ImportException(
            "%s of this build cannot be read: build the project again.".formatted(name), e);
      }
    }

    @Override
    public String describe() {
      return "the bundled " + folder;
    }
  }
}
