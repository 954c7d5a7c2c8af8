package io.theriac.model.artifact;

import io.theriac.model.cohort.Vocabularies;
import io.theriac.model.net.NetworkScorer;

/**
 * A model's parts, to measure it with.
 *
 * @param interactions weight of each pair of medications, [medications][medications]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LoadedModel(
    ModelConfig config, Vocabularies vocabularies, float[][] interactions, NetworkScorer scorer)
    implements AutoCloseable {

  @Override
  public void close() {
    scorer.close();
  }
}
