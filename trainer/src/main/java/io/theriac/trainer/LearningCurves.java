package io.theriac.trainer;

import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainedNetwork;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws how a training went as one SVG picture that needs no other file: the training loss above,
 * the validation Jaccard below, the kept epoch marked. It tells everything without colour.
 */
final class LearningCurves {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 460;
  private static final int LEFT = 70;
  private static final int RIGHT = 610;
  private static final int PANEL = 150;
  private static final int UPPER = 60;
  private static final int LOWER = 255;

  /** Labels under the axis of epochs, at most. */
  private static final int MOST_LABELS = 15;

  private final StringBuilder svg = new StringBuilder();
  private final List<EpochReport> epochs;

  private LearningCurves(List<EpochReport> epochs) {
    this.epochs = epochs;
  }

  /**
   * The picture.
   *
   * @param title name and version of the model: letters, digits, '.', '_' and '-'
   */
  static String svg(String title, TrainedNetwork trained) {
    return new LearningCurves(trained.epochs()).draw(title, trained.bestEpoch());
  }

  private String draw(String title, int keptEpoch) {
    EpochReport kept = epochs.get(keptEpoch - 1);
    String marked =
        text("kept: epoch %d of %d, %.4f", keptEpoch, epochs.size(), kept.validationJaccard());
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"black\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<title>Training of %s</title>", title);
    add("<desc>Training loss and validation Jaccard by epoch; %s.</desc>", marked);
    add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    label(LEFT, 24, "start", "Training of " + title);
    panel("Training loss", UPPER, EpochReport::loss);
    Axis jaccard = panel("Validation Jaccard", LOWER, EpochReport::validationJaccard);
    double x = x(keptEpoch);
    double y = jaccard.y(kept.validationJaccard());
    add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"8\" fill=\"none\" stroke=\"black\" stroke-width=\"2\"/>",
        x, y);
    add(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\" stroke-dasharray=\"2 4\"/>",
        x, UPPER, x, LOWER + PANEL);
    label(RIGHT, LOWER - 10, "end", marked);
    epochLabels();
    return svg.append("</svg>\n").toString();
  }

  private Axis panel(String name, int top, ToDoubleFunction<EpochReport> measure) {
    Axis axis = Axis.of(epochs.stream().mapToDouble(measure).toArray(), top);
    label(LEFT, top - 10, "start", name);
    for (double tick = axis.from(); tick < axis.to() + axis.step() / 2; tick += axis.step()) {
      double y = axis.y(tick);
      add("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#bbb\"/>", LEFT, y, RIGHT, y);
      label(LEFT - 8, y + 4, "end", axis.label(tick));
    }
    StringBuilder points = new StringBuilder();
    for (EpochReport epoch : epochs) {
      double y = axis.y(measure.applyAsDouble(epoch));
      points.append(text("%.1f,%.1f ", x(epoch.epoch()), y));
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(epoch.epoch()), y);
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"black\" stroke-width=\"1.5\"/>",
        points.toString().strip());
    return axis;
  }

  private void epochLabels() {
    int every = (epochs.size() + MOST_LABELS - 1) / MOST_LABELS;
    for (int epoch = 1; epoch <= epochs.size(); epoch += every) {
      label(x(epoch), LOWER + PANEL + 18, "middle", Integer.toString(epoch));
    }
    label((LEFT + RIGHT) / 2.0, LOWER + PANEL + 38, "middle", "epoch");
  }

  private double x(int epoch) {
    double inset = 20;
    double width = RIGHT - LEFT - 2 * inset;
    return epochs.size() == 1
        ? (LEFT + RIGHT) / 2.0
        : LEFT + inset + width * (epoch - 1) / (epochs.size() - 1);
  }

  private void label(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private void add(String format, Object... values) {
    svg.append(text(format, values)).append('\n');
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A vertical axis with round numbers as ticks. */
  private record Axis(double from, double to, double step, int top) {

    static Axis of(double[] values, int top) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      double step = roundStep(Math.max(most - least, Math.max(1e-3, Math.abs(most) / 100)) / 4);
      double from = Math.floor(least / step) * step;
      double to = Math.max(from + step, Math.ceil(most / step) * step);
      return new Axis(from, to, step, top);
    }

    /** The next number of 1, 2 or 5 times a power of ten. */
    private static double roundStep(double step) {
      double power = Math.pow(10, Math.floor(Math.log10(step)));
      double leading = step / power;
      return power * (leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10);
    }

    double y(double value) {
      return top + PANEL * (to - value) / (to - from);
    }

    String label(double tick) {
      int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
      return String.format(Locale.ROOT, "%." + digits + "f", tick);
    }
  }
}
