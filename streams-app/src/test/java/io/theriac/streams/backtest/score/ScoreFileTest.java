package io.theriac.streams.backtest.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileTest {

  @Test
  void shouldReadWhatItWrote(@TempDir Path directory) throws IOException {
    List<VisitScore> scores = List.of(Scores.visit("a", 1, 1, 70), Scores.visit("b", 2, 2, -1));
    Path file = directory.resolve("scores.bin");

    ScoreFile.write(file, scores);

    assertThat(ScoreFile.read(file)).usingRecursiveComparison().isEqualTo(scores);
  }
}
