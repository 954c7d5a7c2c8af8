package io.theriac.streams.fold;

import io.theriac.state.FactRows;
import io.theriac.state.KeyRange;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows with changes that are not made yet: an event changes the store as a whole or, if it fails
 * midway, not at all.
 */
final class StagedRows implements FactRows {

  private final FactRows store;
  private final NavigableMap<byte[], Optional<byte[]>> changes =
      new TreeMap<>(Arrays::compareUnsigned);

  StagedRows(FactRows store) {
    this.store = store;
  }

  @Override
  public byte[] get(byte[] key) {
    Optional<byte[]> change = changes.get(key);
    return change == null ? store.get(key) : change.orElse(null);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    changes.put(key, Optional.of(value));
  }

  @Override
  public void delete(byte[] key) {
    changes.put(key, Optional.empty());
  }

  @Override
  public void scan(KeyRange range, RowVisitor visitor) {
    if (range.isEmpty()) {
      return;
    }
    NavigableMap<byte[], Optional<byte[]>> changed =
        changes.subMap(range.from(), true, range.to(), false);
    if (changed.isEmpty()) {
      store.scan(range, visitor);
    } else {
      new MergedScan(new TreeMap<>(changed), visitor).over(range);
    }
  }

  /** Bytes of the largest value among the changes; 0 if there is none. Keys are short. */
  int largest() {
    return changes.values().stream()
        .mapToInt(value -> value.map(row -> row.length).orElse(0))
        .max()
        .orElse(0);
  }

  /** Makes the changes. */
  void commit() {
    changes.forEach(
        (key, value) -> value.ifPresentOrElse(row -> store.put(key, row), () -> store.delete(key)));
    changes.clear();
  }

  /** Shows stored and changed rows in one order; a changed row hides the stored one. */
  private final class MergedScan {

    private final NavigableMap<byte[], Optional<byte[]>> changed;
    private final RowVisitor visitor;
    private boolean goOn = true;

    private MergedScan(NavigableMap<byte[], Optional<byte[]>> changed, RowVisitor visitor) {
      this.changed = changed;
      this.visitor = visitor;
    }

    private void over(KeyRange range) {
      store.scan(
          range,
          (key, value) -> {
            showChangedBefore(key);
            if (goOn) {
              Optional<byte[]> change = changed.remove(key);
              show(key, change == null ? Optional.of(value) : change);
            }
            return goOn;
          });
      while (goOn && !changed.isEmpty()) {
        showFirstChanged();
      }
    }

    private void showChangedBefore(byte[] key) {
      while (goOn && !changed.isEmpty() && Arrays.compareUnsigned(changed.firstKey(), key) < 0) {
        showFirstChanged();
      }
    }

    private void showFirstChanged() {
      Map.Entry<byte[], Optional<byte[]>> first = changed.pollFirstEntry();
      show(first.getKey(), first.getValue());
    }

    private void show(byte[] key, Optional<byte[]> value) {
      goOn = value.isEmpty() || visitor.visit(key, value.get());
    }
  }
}
