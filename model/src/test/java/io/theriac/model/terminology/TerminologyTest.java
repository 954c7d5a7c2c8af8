package io.theriac.model.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.theriac.schemas.avro.Coding;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminologyTest {

  private static final String HEADER = "system,code,display,atc,atc_name\n";

  @Test
  void shouldMapACodeToItsSubstanceWithItsName() {
    Terminology terminology = map("RXNORM,104894,\"Ondansetron 4 MG, oral\",A04AA01,ondansetron\n");

    assertThat(terminology.atc(coding("RXNORM", "104894")))
        .contains(new Coding("ATC", "A04AA01", "ondansetron"));
  }

  @Test
  void shouldKnowNothingOfOtherCodesAndSystems() {
    Terminology terminology = map("RXNORM,104894,,A04AA01,ondansetron\n");

    assertThat(terminology.atc(coding("RXNORM", "104895"))).isEmpty();
    assertThat(terminology.atc(coding("NDC", "104894"))).isEmpty();
  }

  @Test
  void shouldMapSubstancesCodedInAtcToThemselves() {
    Terminology terminology = map("RXNORM,104894,,A04AA01,ondansetron\n");

    assertThat(terminology.atc(coding("ATC", "A04AA01")))
        .contains(new Coding("ATC", "A04AA01", "ondansetron"));
    assertThat(terminology.atc(new Coding("ATC", "C09AA02", "enalapril")))
        .contains(new Coding("ATC", "C09AA02", "enalapril"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C09AA", "C09", "M01", "C09AA2", "c9", "", "C09AA022"})
  void shouldNotTakeOtherAtcCodesForSubstances(String code) {
    assertThat(Terminology.empty().atc(coding("ATC", code))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00002-3235-60",
    "0002-3235-60",
    "00002323560",
    "' 00002323560 '",
  })
  void shouldReadAnNdcHoweverItIsWritten(String written) {
    Terminology terminology = map("NDC,00002323560,Duloxetine,N06AX21,duloxetine\n");

    assertThat(terminology.atc(coding("NDC", written))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"12345-678-90,12345067890", "12345-6789-1,12345678901", "1234-5678-90,01234567890"})
  void shouldPadTheShortSegmentOfAnNdc(String written, String digits) {
    assertThat(Ndc.normalise(written)).contains(digits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1234567890", "1234-567-89", "12345-678-9", "x"})
  void shouldNotGuessAnAmbiguousNdc(String written) {
    assertThat(Ndc.normalise(written)).isEmpty();
  }

  @Test
  void shouldLetALaterMapDecide() {
    Terminology first = map("X,1,,A04AA01,old name\nX,2,,C09AA02,enalapril\n");
    Terminology later = map("X,1,,B01AA03,warfarin\n");

    Terminology merged = first.merge(later);

    assertThat(merged.atc(coding("X", "1"))).contains(new Coding("ATC", "B01AA03", "warfarin"));
    assertThat(merged.atc(coding("X", "2"))).isPresent();
    assertThat(merged.size()).isEqualTo(2);
  }

  @Test
  void shouldHaveAFingerprintOfItsContentOnly() {
    String a = "X,1,,A04AA01,ondansetron\n";
    String b = "X,2,,C09AA02,enalapril\n";

    assertThat(map(a + b).fingerprint())
        .isEqualTo(map(b + a).fingerprint())
        .isEqualTo(map(b).merge(map(a)).fingerprint())
        .isNotEqualTo(map(a).fingerprint())
        .isNotEqualTo(map(a + "X,2,,C09AA03,lisinopril\n").fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X,1,,A04AA,class              | map.csv, line 3, column atc | seven characters",
        "X,1,,,                        | map.csv, line 3, column atc | fill it in",
        ",1,,A04AA01,                  | map.csv, line 3, column system | fill it in",
        "X,,,A04AA01,                  | map.csv, line 3, column code | fill it in",
        "NDC,12,,A04AA01,              | map.csv, line 3, column code | 11 digits",
        "X,0,,B01AA03,                 | map.csv, line 3, column code | keep one of them",
        "X,1,a,b,A04AA01,              | map.csv, line 3 | quote values that hold a comma",
        "X,1,\"open,A04AA01,           | map.csv | Close every quote",
      })
  void shouldRefuseABadRow(String row, String place, String remedy) {
    assertThatThrownBy(() -> map("X,0,,A04AA01,ondansetron\n" + row + "\n"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(remedy);
  }

  @Test
  void shouldCountLinesWithinQuotes() {
    assertThatThrownBy(() -> map("X,1,\"two\nlines\",A04AA01,\nX,2,,?,\n"))
        .hasMessageContaining("line 4");
  }

  @Test
  void shouldRefuseAnotherHeader() {
    assertThatThrownBy(() -> Terminology.read(new StringReader("code,atc\n"), "map.csv"))
        .hasMessage(
            "map.csv, line 1: the header is 'code,atc'; it must be"
                + " 'system,code,display,atc,atc_name'.");
    assertThatThrownBy(() -> Terminology.read(new StringReader(""), "map.csv"))
        .hasMessageContaining("is empty");
  }

  private static Terminology map(String rows) {
    return Terminology.read(new StringReader(HEADER + rows), "map.csv");
  }

  private static Coding coding(String system, String code) {
    return new Coding(system, code, null);
  }
}
