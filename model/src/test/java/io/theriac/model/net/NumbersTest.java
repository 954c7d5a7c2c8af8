package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static final Cleaner CLEANER = Cleaner.create();
  private static final int SIZES = 8;

  @Test
  void shouldComputeWithNumbers() {
    assertThat(result(x -> Numbers.times(x, -3))).containsExactly(-3, -0.75f, 6);
    assertThat(result(x -> Numbers.atLeast(x, 0.5))).containsExactly(1, 0.5f, 0.5f);
    assertThat(result(x -> Numbers.atMost(x, 0.5))).containsExactly(0.5f, 0.25f, -2);
  }

  @Test
  void shouldKeepNumbersForTheGradientsWhenGarbageIsCollected() throws InterruptedException {
    for (int again = 0; again < 10; again++) {
      assertThat(gradient(x -> Numbers.times(x, -3))).containsExactly(-3, -3, -3);
      assertThat(gradient(x -> Numbers.atLeast(x, 0.5))).containsExactly(1, 0, 0);
      assertThat(gradient(x -> Numbers.atMost(x, 0.5))).containsExactly(0, 1, 1);
    }
  }

  private static float[] result(UnaryOperator<NDArray> operation) {
    try (NDManager manager = manager()) {
      return operation.apply(manager.create(new float[] {1, 0.25f, -2})).toFloatArray();
    }
  }

  private static float[] gradient(UnaryOperator<NDArray> operation) throws InterruptedException {
    try (NDManager manager = manager()) {
      NDArray x = manager.create(new float[] {1, 0.25f, -2});
      x.setRequiresGradient(true);
      try (GradientCollector collector = engine().newGradientCollector()) {
        NDArray sum = operation.apply(x).sum();
        collectGarbage();
        List<ByteBuffer> overwritten = overwriteFreedMemory();
        collector.backward(sum);
        assertThat(overwritten).isNotEmpty();
      }
      return x.getGradient().toFloatArray();
    }
  }

  /** Comes back when an object that nobody holds has been collected. */
  private static void collectGarbage() throws InterruptedException {
    CountDownLatch collected = new CountDownLatch(1);
    CLEANER.register(new Object(), collected::countDown);
    do {
      System.gc();
    } while (!collected.await(10, TimeUnit.MILLISECONDS));
  }

  private static List<ByteBuffer> overwriteFreedMemory() {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * (1 + i % SIZES));
      while (buffer.hasRemaining()) {
        buffer.put((byte) 0x7f);
      }
      buffers.add(buffer);
    }
    return buffers;
  }

  private static NDManager manager() {
    return engine().newBaseManager();
  }

  private static Engine engine() {
    return Engine.getEngine("PyTorch");
  }
}
