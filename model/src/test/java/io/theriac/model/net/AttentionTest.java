package io.theriac.model.net;

import static io.theriac.model.net.BlockHarness.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final int DIM = 16;
  private static final int HEADS = 4;
  private static final int WIDTH = DIM / HEADS;

  @Test
  void shouldAttendAcrossVisitsAsDefined() {
    int asked = 2;
    int tokens = 5;
    int keys = 6;
    try (BlockHarness inter = new BlockHarness(new InterVisitAttention(DIM, HEADS, 0.3f))) {
      float[] q = inter.values(asked * tokens * DIM);
      float[] k = inter.values(keys * DIM);
      float[] bias = inter.values(asked * tokens * keys);
      bias[3] = -1e9f;
      float[] found =
          inter.run(
              inter.manager.create(q, new Shape(1, asked, tokens, DIM)),
              inter.manager.create(k, new Shape(1, keys, DIM)),
              inter.manager.create(bias, new Shape(1, asked, tokens, keys)));

      float[] expected = new float[asked * DIM];
      float[][] keyRows = new float[keys][];
      float[][] valueRows = new float[keys][];
      for (int i = 0; i < keys; i++) {
        keyRows[i] = inter.affine("key", row(k, i, DIM));
        valueRows[i] = inter.affine("value", row(k, i, DIM));
      }
      for (int i = 0; i < asked * tokens; i++) {
        float[] query = row(q, i, DIM);
        float[] context =
            DifferentialAttention.context(
                heads(inter.affine("query", query)),
                keyRows,
                valueRows,
                inter.affine("gate", query),
                row(bias, i, keys));
        add(expected, i / tokens, inter.affine("out", context));
      }
      assertThat(found).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
    }
  }

  @Test
  void shouldTellWhatEachKeyHasInTheSum() {
    int tokens = 5;
    int keys = 6;
    try (BlockHarness inter = new BlockHarness(new InterVisitAttention(DIM, HEADS, 0.3f))) {
      float[] q = inter.values(tokens * DIM);
      float[] k = inter.values(keys * DIM);
      float[] bias = inter.values(tokens * keys);
      NDList found =
          inter.runAll(
              inter.manager.create(q, new Shape(1, 1, tokens, DIM)),
              inter.manager.create(k, new Shape(1, keys, DIM)),
              inter.manager.create(bias, new Shape(1, 1, tokens, keys)));

      float[][] keyRows = new float[keys][];
      for (int i = 0; i < keys; i++) {
        keyRows[i] = inter.affine("key", row(k, i, DIM));
      }
      for (int i = 0; i < keys; i++) {
        float[][] thisValueOnly = new float[keys][DIM];
        thisValueOnly[i] = inter.affine("value", row(k, i, DIM));
        float[] expected = new float[DIM];
        for (int token = 0; token < tokens; token++) {
          float[] query = row(q, token, DIM);
          float[] context =
              DifferentialAttention.context(
                  heads(inter.affine("query", query)),
                  keyRows,
                  thisValueOnly,
                  inter.affine("gate", query),
                  row(bias, token, keys));
          add(expected, 0, context);
        }
        assertThat(row(found.get(1).toFloatArray(), i, DIM))
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(expected);
      }
    }
  }

  @Test
  void shouldAttendAcrossVisitsAsTheFirstVersionDoes() {
    int tokens = 3;
    int keys = 4;
    try (BlockHarness first = new BlockHarness(new FirstDifferentialAttention(DIM, HEADS, 0.3f))) {
      float[] q = first.values(tokens * DIM);
      float[] k = first.values(keys * DIM);
      float[] bias = first.values(tokens * keys);
      float[] found =
          first.run(
              first.manager.create(q, new Shape(1, 1, tokens, DIM)),
              first.manager.create(k, new Shape(1, keys, DIM)),
              first.manager.create(bias, new Shape(1, 1, tokens, keys)));

      float[][] keyRows = new float[keys][];
      float[][] valueRows = new float[keys][];
      for (int i = 0; i < keys; i++) {
        keyRows[i] = first.affine("key", row(k, i, DIM));
        valueRows[i] = first.affine("value", row(k, i, DIM));
      }
      double lambda = DifferentialAttention.lambda(first.parameter("lambda"), WIDTH / 2);
      float[] expected = new float[DIM];
      for (int i = 0; i < tokens; i++) {
        float[] context =
            DifferentialAttention.firstContext(
                first.affine("query", row(q, i, DIM)),
                keyRows,
                valueRows,
                HEADS,
                lambda,
                row(bias, i, keys));
        add(expected, 0, first.affine("out", context));
      }
      assertThat(found).usingComparatorWithPrecision(1e-4f).containsExactly(expected);
    }
  }

  @Test
  void shouldSumWithinVisitsAsDefinedWhateverQueriesKeysAndBias() {
    int visits = 4;
    try (BlockHarness intra = new BlockHarness(new IntraVisitAttention(DIM, HEADS, 0.3f))) {
      float[] hm = intra.values(visits * DIM);
      float[] hd = intra.values(visits * DIM);
      float[] hp = intra.values(visits * DIM);
      Shape shape = new Shape(1, visits, DIM);
      float[] found =
          intra.run(
              intra.manager.create(hm, shape),
              intra.manager.create(hd, shape),
              intra.manager.create(hp, shape));

      float[] sum = new float[DIM];
      float[] expected = new float[visits * DIM];
      for (int t = 0; t < visits; t++) {
        for (float[] source : new float[][] {hd, hp}) {
          float[] key = row(source, t, DIM);
          // One key: any query heads, any key and any bias give a softmax of 1.
          float[] context =
              DifferentialAttention.context(
                  heads(intra.values(2 * DIM)),
                  new float[][] {intra.values(DIM)},
                  new float[][] {intra.affine("value", key)},
                  intra.affine("gate", row(hm, t, DIM)),
                  intra.values(1));
          add(sum, 0, intra.affine("out", context));
        }
        if (t > 0) {
          System.arraycopy(sum, 0, expected, t * DIM, DIM);
        }
      }
      assertThat(found).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
    }
  }

  @Test
  void shouldRunTheRecurrenceAsDefined() {
    int visits = 5;
    try (BlockHarness gru = new BlockHarness(new Gru(DIM))) {
      float[] x = gru.values(visits * DIM);
      float[] found = gru.run(gru.manager.create(x, new Shape(1, visits, DIM)));
      float[] h = new float[DIM];
      for (int t = 0; t < visits; t++) {
        float[] a = gru.affine("input", row(x, t, DIM));
        float[] b = gru.affine("state", h);
        float[] next = new float[DIM];
        for (int i = 0; i < DIM; i++) {
          double r = BlockHarness.sigmoid(a[i] + b[i]);
          double z = BlockHarness.sigmoid(a[DIM + i] + b[DIM + i]);
          double n = Math.tanh(a[2 * DIM + i] + r * b[2 * DIM + i]);
          next[i] = (float) ((1 - z) * n + z * h[i]);
          assertThat(found[t * DIM + i]).isCloseTo(next[i], within(1e-5f));
        }
        h = next;
      }
    }
  }

  private static float[][] heads(float[] flat) {
    float[][] heads = new float[2 * HEADS][];
    Arrays.setAll(heads, h -> row(flat, h, WIDTH));
    return heads;
  }

  private static void add(float[] into, int row, float[] values) {
    for (int i = 0; i < values.length; i++) {
      into[row * values.length + i] += values[i];
    }
  }
}
