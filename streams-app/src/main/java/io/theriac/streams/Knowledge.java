package io.theriac.streams;

import io.theriac.model.artifact.ComputeDevice;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.ddi.DdiKnowledge;
import io.theriac.model.terminology.InvalidTableException;
import io.theriac.model.terminology.Terminology;
import io.theriac.streams.alerts.InteractionScreen;
import io.theriac.streams.config.UserError;
import io.theriac.streams.serving.RecommenderLoader;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The medical knowledge of the application: codes and interactions. */
public record Knowledge(Terminology terminology, DdiKnowledge interactions) {

  /**
   * Reads the files of the configuration.
   *
   * @throws UserError if one cannot be used
   */
  public static Knowledge read(AppConfig config) {
    String ddiFile = config.get(AppConfig.DDI_FILE);
    try {
      return new Knowledge(
          Terminology.read(config.get(AppConfig.CODE_FILES)),
          ddiFile.isBlank() ? DdiKnowledge.bundled() : DdiKnowledge.read(Path.of(ddiFile)));
    } catch (InvalidTableException e) {
      throw new UserError(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new UserError("%s See codes.files and ddi.file.".formatted(e.getMessage()), e);
    }
  }

  /** What finds interactions, as the configuration says. */
  public InteractionScreen screen(AppConfig config) {
    return new InteractionScreen(
        terminology,
        interactions,
        config.get(AppConfig.DDI_MINIMUM_SEVERITY),
        config.get(AppConfig.REPLAY));
  }

  /** What loads models, to run them on the device. */
  public RecommenderLoader loader(ComputeDevice device) {
    return (artifact, sha256) ->
        ModelArtifact.load(artifact, sha256, terminology, interactions, device);
  }
}
