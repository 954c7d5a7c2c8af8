package io.theriac.model.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CausalGraphTest {

  private static final int CODES = 12;

  @Test
  void shouldNameSourceIsolatedMiddleAndSink() {
    CausalGraph graph = CausalGraph.of(6, new int[][] {{0, 2}, {2, 4}, {5, 3}});
    assertThat(graph.roles(0, 1, 2, 4))
        .containsExactly(
            CausalRole.SOURCE.index(),
            CausalRole.ISOLATED.index(),
            CausalRole.MIDDLE.index(),
            CausalRole.SINK.index());
  }

  @Test
  void shouldKeepOnlyArrowsBetweenCodesOfTheVisit() {
    CausalGraph graph = CausalGraph.of(3, new int[][] {{0, 1}, {1, 2}});
    assertThat(graph.roles(0, 2)).containsOnly(CausalRole.ISOLATED.index());
    assertThat(graph.roles()).isEmpty();
  }

  @Property(tries = 100)
  void shouldGiveTheRolesOfTheInducedMatrix(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[][] matrix = new boolean[CODES][CODES];
    List<int[]> arrows = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      for (int j = i + 1; j < CODES; j++) {
        if (random.nextInt(4) == 0) {
          matrix[i][j] = true;
          arrows.add(new int[] {i, j});
        }
      }
    }
    int[] visit = IntStream.range(0, CODES).filter(c -> random.nextBoolean()).toArray();
    int[] roles = CausalGraph.of(CODES, arrows.toArray(int[][]::new)).roles(visit);
    for (int i = 0; i < visit.length; i++) {
      int code = visit[i];
      boolean entered = Arrays.stream(visit).anyMatch(other -> matrix[other][code]);
      boolean left = Arrays.stream(visit).anyMatch(other -> matrix[code][other]);
      assertThat(roles[i]).isEqualTo(CausalRole.of(entered, left).index());
    }
  }

  @Test
  void shouldPointFromTheMoreFrequentCodeWhereTwoOccurTogetherMoreThanByChance() {
    GraphCounter counter = new GraphCounter(4);
    for (int i = 0; i < 6; i++) {
      counter.add(1, 2);
      counter.add(2);
      counter.add(0);
      counter.add(0, 3);
    }
    assertThat(counter.graph().arrows()).isDeepEqualTo(new int[][] {{0, 3}, {2, 1}});
  }

  @Test
  void shouldNotTrustFewVisits() {
    GraphCounter counter = new GraphCounter(3);
    for (int i = 0; i < 4; i++) {
      counter.add(0, 1);
    }
    for (int i = 0; i < 20; i++) {
      counter.add(2);
    }
    assertThat(counter.graph().arrows()).isEmpty();
  }

  @Property(tries = 50)
  void shouldNeverDrawACycle(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GraphCounter counter = new GraphCounter(CODES);
    for (int v = 0; v < 200; v++) {
      int topic = random.nextInt(3);
      counter.add(
          IntStream.range(0, CODES)
              .filter(c -> random.nextInt(c % 3 == topic ? 2 : 9) == 0)
              .toArray());
    }
    int[][] arrows = counter.graph().arrows();
    boolean[][] reaches = new boolean[CODES][CODES];
    for (int[] arrow : arrows) {
      reaches[arrow[0]][arrow[1]] = true;
    }
    for (int via = 0; via < CODES; via++) {
      for (int i = 0; i < CODES; i++) {
        for (int j = 0; j < CODES; j++) {
          reaches[i][j] |= reaches[i][via] && reaches[via][j];
        }
      }
    }
    assertThat(arrows).isNotEmpty();
    assertThat(IntStream.range(0, CODES)).noneMatch(c -> reaches[c][c]);
  }

  @Test
  void shouldKnowNoDirectionOfInteractions() {
    CausalGraph graph = CausalGraph.symmetric(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
    assertThat(graph.roles(0, 1, 2))
        .containsExactly(
            CausalRole.MIDDLE.index(), CausalRole.MIDDLE.index(), CausalRole.ISOLATED.index());
  }
}
