package io.theriac.model.net;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Numbers the occurrences of codes in a batch, and the different codes among them. */
final class Occurrences implements CodeRows.Place {

  private final int[] number;
  private final LongStream.Builder different = LongStream.builder();
  private final LongStream.Builder occurring = LongStream.builder();
  private final LongStream.Builder roles = LongStream.builder();
  private int codes;
  private int count;

  Occurrences(int vocabulary) {
    number = new int[vocabulary];
    Arrays.fill(number, -1);
  }

  @Override
  public long of(int code, int role) {
    if (number[code] < 0) {
      number[code] = codes++;
      different.add(code);
    }
    occurring.add(number[code]);
    roles.add(role);
    return count++;
  }

  /** Writes different codes, occurrences and roles to three slots; at least one, that none uses. */
  void write(NDManager manager, NDArray[] in, Input first) {
    if (count == 0) {
      of(0, 0);
    }
    in[first.slot()] = manager.create(different.build().toArray());
    in[first.slot() + 1] = manager.create(occurring.build().toArray());
    in[first.slot() + 2] = manager.create(roles.build().toArray());
  }
}
