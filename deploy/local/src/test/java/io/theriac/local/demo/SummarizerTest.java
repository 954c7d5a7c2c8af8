package io.theriac.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummarizerTest {

  @Test
  void shouldTakeTheNearestRankAsQuantile() {
    double[] oneToHundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();
    assertThat(Summarizer.quantile(oneToHundred, 0.5)).isEqualTo(50);
    assertThat(Summarizer.quantile(oneToHundred, 0.99)).isEqualTo(99);
    assertThat(Summarizer.quantile(new double[] {7}, 0.99)).isEqualTo(7);
    assertThat(Summarizer.quantile(new double[0], 0.5)).isNull();
  }
}
