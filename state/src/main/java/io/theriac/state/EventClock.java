package io.theriac.state;

import io.theriac.state.rows.ClockRow;
import io.theriac.state.rows.WakeUp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far event time has come in the rows, over all patients, and who waits for what time.
 *
 * <p>It moves only forward, in whole minutes, and is one for all patients of the rows. An event
 * from a clock that is ahead would move it for good: visits of others would count as abandoned as
 * soon as they are admitted, facts without a visit would find none open, and visits would become
 * final before they are coded. So who applies events refuses those too far ahead ({@link
 * LatestTime}).
 */
final class EventClock {

  private final Rows rows;
  private ClockRow row;

  EventClock(Rows rows) {
    this.rows = rows;
    ClockRow known = rows.find(Keys.clock());
    row = known != null ? known : new ClockRow(null, null);
  }

  Optional<Instant> time() {
    return Optional.ofNullable(row.getAt());
  }

  /** The later of the clock's time and this one. */
  Instant atLeast(Instant time) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    return row.getAt() == null || row.getAt().isBefore(minute) ? minute : row.getAt();
  }

  /** Moves the clock on, if the time is later. */
  void advance(Instant time) {
    Instant next = atLeast(time);
    if (!next.equals(row.getAt())) {
      save(new ClockRow(next, row.getNextWakeAt()));
    }
  }

  /** Lets a visit, or with an empty visit the patient's orders, wait for a time. */
  void wait(String patient, String visit, Instant until) {
    rows.put(Keys.wakeUp(until, patient, visit), new WakeUp(patient, visit));
    if (visit.isEmpty()) {
      rows.put(Keys.orderWakeUp(patient, until), new WakeUp(patient, visit));
    }
    if (row.getNextWakeAt() == null || until.isBefore(row.getNextWakeAt())) {
      save(new ClockRow(row.getAt(), until));
    }
  }

  void stopWaiting(String patient, String visit, Instant until) {
    rows.delete(Keys.wakeUp(until, patient, visit));
  }

  /** Takes those whose time has come, earliest first, at most so many. */
  List<WakeUp> takeDue(int most) {
    Instant next = row.getNextWakeAt();
    if (next == null || row.getAt() == null || next.isAfter(row.getAt())) {
      return List.of();
    }
    List<byte[]> keys = new ArrayList<>();
    List<RowKey<WakeUp>> orders = new ArrayList<>();
    List<WakeUp> due = new ArrayList<>();
    Instant[] later = new Instant[1];
    // Not from the front: what was deleted there still costs the store a look each.
    rows.scan(
        Keys.wakeUpsFrom(next),
        (key, value) -> {
          Instant time = Keys.wakeUpTime(key);
          if (time.isAfter(row.getAt()) || due.size() == most) {
            later[0] = time;
            return false;
          }
          keys.add(key);
          WakeUp wakeUp = Kind.WAKE_UP.codec().decode(value);
          due.add(wakeUp);
          if (wakeUp.getVisitId().isEmpty()) {
            orders.add(Keys.orderWakeUp(wakeUp.getPatientKey(), time));
          }
          return true;
        });
    keys.forEach(rows::delete);
    orders.forEach(rows::delete);
    save(new ClockRow(row.getAt(), later[0]));
    return due;
  }

  private void save(ClockRow next) {
    row = next;
    rows.put(Keys.clock(), next);
  }
}
