package io.theriac.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.theriac.trainer.loop.EpochReport;
import io.theriac.trainer.loop.TrainedNetwork;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LearningCurvesTest {

  private static final double[][] LOSS_AND_JACCARD = {
    {0.52, 0.41}, {0.44, 0.47}, {0.42, 0.49}, {0.41, 0.48}
  };

  @Test
  void shouldDrawLossAndJaccardOfEveryEpochToScale() throws Exception {
    Document picture = parse(LearningCurves.svg("m 1", trained(3, LOSS_AND_JACCARD)));

    List<double[]> loss = points(picture, 0);
    List<double[]> jaccard = points(picture, 1);
    assertThat(loss).hasSize(4);
    assertThat(jaccard).hasSize(4);
    // 0.52 to 0.44 is four times 0.44 to 0.42; the vertical axis of a picture points down.
    assertThat(loss.get(1)[1] - loss.get(0)[1])
        .isPositive()
        .isCloseTo(4 * (loss.get(2)[1] - loss.get(1)[1]), within(0.5));
    assertThat(jaccard.get(1)[1] - jaccard.get(0)[1])
        .isNegative()
        .isCloseTo(3 * (jaccard.get(2)[1] - jaccard.get(1)[1]), within(0.5));
    assertThat(loss.get(3)[0]).as("one axis of epochs").isEqualTo(jaccard.get(3)[0]);
  }

  @Test
  void shouldMarkTheKeptEpoch() throws Exception {
    Document picture = parse(LearningCurves.svg("m 1", trained(3, LOSS_AND_JACCARD)));

    assertThat(texts(picture)).contains("Training of m 1", "kept: epoch 3 of 4, 0.4900");
    double[] third = points(picture, 1).get(2);
    NodeList circles = picture.getElementsByTagName("circle");
    Element mark = (Element) circles.item(circles.getLength() - 1);
    assertThat(number(mark, "cx")).isEqualTo(third[0]);
    assertThat(number(mark, "cy")).isEqualTo(third[1]);
    assertThat(mark.getAttribute("fill")).isEqualTo("none");
  }

  @Test
  void shouldNeedNoOtherFile() {
    assertThat(LearningCurves.svg("m 1", trained(1, LOSS_AND_JACCARD)))
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .doesNotContain("href", "<script", "<style", "url(");
  }

  @Test
  void shouldStayInThePictureForOneEpochAndForManyThatAreTheSame() throws Exception {
    double[][] same = new double[40][];
    Arrays.fill(same, new double[] {0.3, 0.5});
    for (double[][] epochs : List.of(new double[][] {{0.3, 0.5}}, same)) {
      Document picture = parse(LearningCurves.svg("m 1", trained(1, epochs)));
      for (int panel = 0; panel < 2; panel++) {
        assertThat(points(picture, panel))
            .hasSize(epochs.length)
            .allSatisfy(
                point -> {
                  assertThat(point[0]).isBetween(70.0, 610.0);
                  assertThat(point[1]).isBetween(60.0, 405.0);
                });
      }
      assertThat(texts(picture)).as("few labels").hasSizeLessThan(40);
    }
  }

  private static TrainedNetwork trained(int kept, double[][] epochs) {
    List<EpochReport> reports = new ArrayList<>();
    for (double[] epoch : epochs) {
      reports.add(new EpochReport(reports.size() + 1, epoch[0], 1, epoch[1], 0.4));
    }
    return new TrainedNetwork(null, 0.4, 1, kept, epochs[kept - 1][1], reports);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<double[]> points(Document picture, int line) {
    Element polyline = (Element) picture.getElementsByTagName("polyline").item(line);
    return Arrays.stream(polyline.getAttribute("points").split(" "))
        .map(point -> Arrays.stream(point.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static List<String> texts(Document picture) {
    NodeList nodes = picture.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
