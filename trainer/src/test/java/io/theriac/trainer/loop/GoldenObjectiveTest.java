package io.theriac.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.theriac.model.net.Batch;
import io.theriac.model.net.GoldenModel;
import io.theriac.model.net.Network;
import io.theriac.model.net.NetworkParameter;
import io.theriac.model.net.ParameterGroup;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Losses and gradients of the published model against the independent reference. */
class GoldenObjectiveTest {

  private static final Percentage THOUSANDTH = Percentage.withPercentage(0.1);

  /** A key's bias moves all logits of a query alike, so its gradient is rounding alone. */
  private static final double ROUNDING = 1e-7;

  private final GoldenModel golden = new GoldenModel();

  @Test
  void shouldGiveThePapersLossAndGradients() {
    check("paper", Objective.Options.published());
  }

  @Test
  void shouldGiveThePublicCodesLossAndGradients() {
    check("code", Objective.Options.code());
  }

  private void check(String mode, Objective.Options options) {
    JsonNode norms = golden.outputs().get("gradient_norm").get(mode);
    try (Network network = golden.network(0.1f);
        NDManager manager = network.manager().newSubManager()) {
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        Batch batch = golden.batch(network, manager);
        NDArray z = network.forward(batch, true).get(0);
        NDArray loss = new Objective(options, manager.create(golden.ddi())).loss(z, batch.target());
        collector.backward(loss);
        assertThat((double) loss.getFloat())
            .isCloseTo(golden.outputs().get("loss").get(mode).asDouble(), THOUSANDTH);
      }
      for (NetworkParameter parameter : network.parameters()) {
        if (parameter.group() != ParameterGroup.FIXED) {
          double expected = norms.get(GoldenModel.goldenName(parameter.name())).asDouble();
          assertThat((double) parameter.array().getGradient().norm().getFloat())
              .as(parameter.name())
              .isCloseTo(expected, within(Math.max(ROUNDING, 1e-3 * expected)));
        }
      }
    }
  }
}
