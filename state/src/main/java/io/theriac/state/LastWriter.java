package io.theriac.state;

import io.theriac.state.rows.CodedFact;
import io.theriac.state.rows.LabRow;
import io.theriac.state.rows.Stamp;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Writes a fact unless a later statement about it holds. */
final class LastWriter {

  private LastWriter() {}

  static Effect put(Rows rows, RowKey<CodedFact> key, CodedFact said) {
    return put(
        rows,
        key,
        said,
        CodedFact::getStamp,
        (fact, stamp) ->
            new CodedFact(
                stamp, fact.getPresent(), fact.getCoding(), fact.getRank(), fact.getNotedAt()));
  }

  static Effect put(Rows rows, RowKey<LabRow> key, LabRow said) {
    return put(
        rows,
        key,
        said,
        LabRow::getStamp,
        (lab, stamp) ->
            new LabRow(
                stamp,
                lab.getPresent(),
                lab.getTest(),
                lab.getValue(),
                lab.getUnit(),
                lab.getObservedAt()));
  }

  private static <T extends SpecificRecord> Effect put(
      Rows rows,
      RowKey<T> key,
      T said,
      Function<T, Stamp> stampOf,
      BiFunction<T, Stamp, T> withStamp) {
    T known = rows.find(key);
    if (known == null) {
      rows.put(key, said);
      return Effect.CHANGED;
    }
    Stamp by = stampOf.apply(said);
    Stamp stamp = stampOf.apply(known);
    // Compared without their stamps: the same said again is no change.
    Statement<T> before = new Statement<>(known, stamp);
    Statement<T> after = before.after(withStamp.apply(said, stamp), by);
    if (!after.stamp().equals(stamp)) {
      rows.put(key, withStamp.apply(after.value(), after.stamp()));
    }
    return before.effect(after, by);
  }
}
