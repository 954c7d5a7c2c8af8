package io.theriac.state;

import io.theriac.schemas.avro.Coding;
import io.theriac.state.rows.RowCoding;
import java.util.Comparator;

/** Codings in rows and in the contracts. */
final class Codings {

  static final Comparator<Coding> ORDER =
      Comparator.comparing(Coding::getSystem)
          .thenComparing(Coding::getCode)
          .thenComparing(Coding::getDisplay, Comparator.nullsLast(Comparator.naturalOrder()));

  private Codings() {}

  static RowCoding row(Coding coding) {
    return new RowCoding(coding.getSystem(), coding.getCode(), coding.getDisplay());
  }

  static Coding coding(RowCoding row) {
    return new Coding(row.getSystem(), row.getCode(), row.getDisplay());
  }
}
