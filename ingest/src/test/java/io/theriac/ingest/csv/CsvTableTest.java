package io.theriac.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.ingest.ImportException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

  @Test
  void shouldFindColumnsWithoutRegardToCaseAndReadBlanks() {
    try (CsvTable table = table("\uFEFFrow_id,Value,Note\n1,NA,\" a, b \"\n")) {
      CsvRow row = table.next();

      assertThat(row.text(table.required("ROW_ID"))).isEqualTo("1");
      assertThat(row.text(table.required("VALUENUM", "VALUE"))).isEmpty();
      assertThat(row.text(table.optional("NOTE"))).isEqualTo("a, b");
      assertThat(row.text(table.optional("ABSENT"))).isEmpty();
      assertThat(table.next()).isNull();
    }
  }

  @Test
  void shouldNameFileLineAndColumnWithoutShowingTheValue() {
    try (CsvTable table = table("A,B\n1,2\n\"two\nlines\",secret\n")) {
      table.next();
      CsvRow row = table.next();

      assertThatThrownBy(() -> row.number(table.required("B")))
          .isInstanceOf(ImportException.class)
          .hasMessage("t.csv line 3, column B is not a number: write it like 12.5.");
    }
  }

  @Test
  void shouldRefuseInfiniteNumbersAndBlankKeys() {
    try (CsvTable table = table("A,B\nNaN, \n")) {
      CsvRow row = table.next();

      assertThatThrownBy(() -> row.number(table.required("A")))
          .hasMessageContaining("t.csv line 2, column A is not a finite number");
      assertThatThrownBy(() -> row.need(table.required("B")))
          .hasMessageContaining("t.csv line 2, column B is blank");
    }
  }

  @Test
  void shouldNameAMissingColumn() {
    try (CsvTable table = table("A\n1\n")) {
      assertThatThrownBy(() -> table.required("START", "DATE"))
          .isInstanceOf(ImportException.class)
          .hasMessage(
              "t.csv line 1 has no column START or DATE: export the table with this column.");
    }
  }

  @Test
  void shouldRefuseRaggedRowsEmptyFilesAndOpenQuotes() {
    try (CsvTable table = table("A,B\n1,2\n1,2,3\n")) {
      table.next();
      assertThatThrownBy(table::next).hasMessageContaining("t.csv line 3 has 3 columns");
    }
    assertThatThrownBy(() -> table("")).hasMessageContaining("t.csv is empty");
    try (CsvTable table = table("A,B\n1,\"2\n")) {
      assertThatThrownBy(table::next)
          .isInstanceOf(ImportException.class)
          .hasMessageContaining("t.csv cannot be read from line 2 on");
    }
  }

  @Test
  void shouldReadGzipAndSayWhenItIsCutOff() throws IOException {
    byte[] packed = gzip("A,B\n" + "1,2\n".repeat(100_000));

    try (CsvTable table = CsvTable.open(file("t.csv.gz", packed))) {
      int rows = 0;
      while (table.next() != null) {
        rows++;
      }
      assertThat(rows).isEqualTo(100_000);
      assertThat(table.bytesRead()).isEqualTo(packed.length);
    }
    byte[] cut = Arrays.copyOf(packed, packed.length / 2);
    assertThatThrownBy(
            () -> {
              try (CsvTable table = CsvTable.open(file("t.csv.gz", cut))) {
                while (table.next() != null) {
                  // Reads on until the cut.
                }
              }
            })
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("t.csv.gz cannot be read from line");
    assertThatThrownBy(() -> CsvTable.open(file("t.csv.gz", "A,B\n".getBytes(UTF_8))))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("really gzip");
  }

  @Test
  void shouldFindFilesOfADirectoryAndRefuseTwoOfOneTable(@TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("Labs.CSV"), "A\n");
    CsvSource source = CsvSource.directory(directory);
    assertThat(source.find("LABS")).map(CsvFile::name).contains("Labs.CSV");
    assertThat(source.find("visits")).isEmpty();

    Files.write(directory.resolve("labs.csv.gz"), gzip("A\n"));
    assertThatThrownBy(() -> CsvSource.directory(directory).find("labs"))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("remove one");
    assertThatThrownBy(() -> CsvSource.directory(directory.resolve("absent")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("not a readable directory");
  }

  @Test
  void shouldFindFilesOfTheClassPath() {
    CsvSource source = CsvSource.classpath(getClass().getClassLoader(), "tables");

    CsvFile file = source.find("greetings").orElseThrow();

    assertThat(file.bytes()).isPositive();
    try (CsvTable table = CsvTable.open(file)) {
      assertThat(table.next().text(table.required("WORD"))).isEqualTo("hello");
    }
    assertThat(source.find("absent")).isEmpty();
  }

  private static CsvTable table(String text) {
    return CsvTable.open(file("t.csv", text.getBytes(UTF_8)));
  }

  private static CsvFile file(String name, byte[] bytes) {
    return new CsvFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
