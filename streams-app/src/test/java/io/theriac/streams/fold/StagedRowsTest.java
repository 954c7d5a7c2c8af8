package io.theriac.streams.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.state.FactRows;
import io.theriac.state.InMemoryFactRows;
import io.theriac.state.KeyRange;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StagedRowsTest {

  @Property(tries = 1_000)
  void shouldLookAndCommitLikeRowsThatAreChangedAtOnce(
      @ForAll("changes") List<Change> before,
      @ForAll("changes") List<Change> staged,
      @ForAll("limits") int limit) {
    InMemoryFactRows store = new InMemoryFactRows();
    InMemoryFactRows expected = new InMemoryFactRows();
    before.forEach(change -> change.on(store));
    before.forEach(change -> change.on(expected));
    StagedRows rows = new StagedRows(store);

    staged.forEach(change -> change.on(rows));
    staged.forEach(change -> change.on(expected));

    assertThat(first(limit, rows)).isEqualTo(first(limit, expected));
    for (int key = 1; key < 10; key++) {
      assertThat(rows.get(bytes(key))).isEqualTo(expected.get(bytes(key)));
    }
    rows.commit();
    assertThat(all(store)).isEqualTo(all(expected));
  }

  @Example
  void shouldChangeNothingBeforeTheCommit() {
    InMemoryFactRows store = new InMemoryFactRows();
    store.put(bytes(1), bytes(1));
    StagedRows rows = new StagedRows(store);

    rows.put(bytes(2), bytes(2));
    rows.delete(bytes(1));

    assertThat(all(store)).containsExactly("1=1");
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 99).injectNull(0.4))
        .as(Change::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Integer> limits() {
    return Arbitraries.integers().between(1, 12);
  }

  /** The first rows from key 2 to key 8. */
  private static List<String> first(int limit, FactRows rows) {
    List<String> seen = new ArrayList<>();
    rows.scan(
        KeyRange.between(bytes(2), bytes(9)),
        (key, value) -> {
          seen.add(key[0] + "=" + value[0]);
          return seen.size() < limit;
        });
    return seen;
  }

  private static List<String> all(FactRows rows) {
    List<String> seen = new ArrayList<>();
    rows.scan(
        KeyRange.between(bytes(0), bytes(100)), (key, value) -> seen.add(key[0] + "=" + value[0]));
    return seen;
  }

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }

  /** A put, or a delete where the value is null. */
  record Change(int key, Integer value) {

    void on(FactRows rows) {
      if (value == null) {
        rows.delete(bytes(key));
      } else {
        rows.put(bytes(key), bytes(value));
      }
    }
  }
}
