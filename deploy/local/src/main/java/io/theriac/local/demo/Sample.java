package io.theriac.local.demo;

import io.theriac.ingest.csv.CsvSource;
import io.theriac.model.terminology.Terminology;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The synthetic patients that ship with Theriac, and the map of their drug codes. */
public final class Sample {

  private static final String FOLDER = "sample";
  private static final String MAP = FOLDER + "/rxnorm-to-atc.csv";

  private Sample() {}

  /** The tables. */
  public static CsvSource tables() {
    return CsvSource.classpath(Sample.class.getClassLoader(), FOLDER);
  }

  /** RxNorm to ATC for every drug of Synthea. */
  public static Terminology terminology() {
    try (Reader reader = new InputStreamReader(codeMap(), StandardCharsets.UTF_8)) {
      return Terminology.read(reader, MAP);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bundled " + MAP, e);
    }
  }

  /** Writes the map as a file, for the application, which takes files. */
  public static Path writeCodeMap(Path directory) {
    Path file = directory.resolve("rxnorm-to-atc.csv");
    try (InputStream map = codeMap()) {
      Files.createDirectories(directory);
      Files.copy(map, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static InputStream codeMap() {
    return Objects.requireNonNull(
        Sample.class.getClassLoader().getResourceAsStream(MAP), MAP + " is not bundled");
  }
}
