package io.theriac.streams.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.theriac.streams.testing.FixedRecommender;
import org.junit.jupiter.api.Test;

class ModelHolderTest {

  private final ModelHolder holder = new ModelHolder();
  private final FixedRecommender old = FixedRecommender.version("1");
  private final FixedRecommender next = FixedRecommender.version("2");

  @Test
  void shouldHaveNoModelAtFirst() {
    assertThat(holder.lease()).isEmpty();
    assertThat(holder.identity()).isEmpty();
  }

  @Test
  void shouldCloseTheOldModelOnlyWhenItsLastBatchHasEnded() {
    holder.swap(old);
    ModelHolder.Lease first = holder.lease().orElseThrow();
    ModelHolder.Lease second = holder.lease().orElseThrow();

    holder.swap(next);

    assertThat(first.recommender()).isSameAs(old);
    first.close();
    first.close();
    assertThat(old.isClosed()).isFalse();
    second.close();
    assertThat(old.isClosed()).isTrue();
  }

  @Test
  void shouldGiveTheNewModelToTheNextBatch() {
    holder.swap(old);
    holder.swap(next);

    try (ModelHolder.Lease lease = holder.lease().orElseThrow()) {
      assertThat(lease.recommender()).isSameAs(next);
    }
    assertThat(old.isClosed()).isTrue();
    assertThat(next.isClosed()).isFalse();
  }

  @Test
  void shouldCloseTheModelWithItself() {
    holder.swap(old);
    holder.close();

    assertThat(old.isClosed()).isTrue();
    assertThat(holder.lease()).isEmpty();
  }
}
