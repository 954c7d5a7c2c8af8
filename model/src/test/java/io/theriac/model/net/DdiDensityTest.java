package io.theriac.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.theriac.model.cohort.EncodedVisit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DdiDensityTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldGiveTheDensitiesOfTheReference() throws IOException {
    JsonNode inputs = golden("inputs.json");
    JsonNode expected = golden("outputs.json").get("bias_density");
    DdiDensity density = new DdiDensity(JSON.convertValue(inputs.get("ddi"), float[][].class));
    int row = 0;
    int positive = 0;
    for (JsonNode patient : inputs.get("patients")) {
      List<EncodedVisit> visits = new ArrayList<>();
      for (JsonNode visit : patient.get("visits")) {
        int[] given = JSON.convertValue(visit.get("med"), int[].class);
        visits.add(new EncodedVisit(new int[0], new int[0], given, 0, 50));
      }
      float[][] found = density.ofPrevious(visits);
      for (int t = 0; t < visits.size(); t++, row++) {
        for (int v = 0; v < t; v++) {
          double golden = expected.get(row).get(v).asDouble();
          assertThat((double) found[t][v]).isCloseTo(golden, within(1e-6));
          positive += golden > 0 ? 1 : 0;
        }
      }
    }
    assertThat(row).isEqualTo(expected.size());
    assertThat(positive).isGreaterThan(5);
  }

  @Test
  void shouldCountPairsOfTwoSets() {
    DdiDensity density = new DdiDensity(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
    assertThat(density.between(new int[] {0, 2}, new int[] {1})).isEqualTo(0.5f);
    assertThat(density.between(new int[] {0}, new int[0])).isZero();
  }

  private static JsonNode golden(String name) throws IOException {
    return JSON.readTree(DdiDensityTest.class.getResource("golden/" + name));
  }
}
