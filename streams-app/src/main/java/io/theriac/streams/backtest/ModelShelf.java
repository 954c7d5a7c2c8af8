package io.theriac.streams.backtest;

import io.theriac.model.Recommender;
import io.theriac.model.artifact.ArtifactException;
import io.theriac.model.artifact.ModelArtifact;
import io.theriac.model.artifact.store.ArtifactStore;
import io.theriac.model.release.ReleaseBook;
import io.theriac.schemas.avro.ModelRelease;
import io.theriac.streams.config.UserError;
import io.theriac.streams.serving.RecommenderLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds and loads the models that are asked for. The models are closed with it. */
public final class ModelShelf implements AutoCloseable {

  private final Supplier<ReleaseBook> releases;
  private final ArtifactStore store;
  private final RecommenderLoader loader;
  private final List<Recommender> loaded = new ArrayList<>();
  private ReleaseBook book;

  /**
   * @param releases reads the releases; asked only if a version or the active one is wanted
   */
  public ModelShelf(Supplier<ReleaseBook> releases, ArtifactStore store, RecommenderLoader loader) {
    this.releases = releases;
    this.store = store;
    this.loader = loader;
  }

  /**
   * Loads models.
   *
   * @param wanted versions, or directories of artifacts; none: the active version
   * @throws UserError if one does not exist or cannot be loaded, or stands there twice
   */
  public List<Recommender> load(List<String> wanted) {
    if (wanted.isEmpty()) {
      load(
          book()
              .serving()
              .orElseThrow(() -> new UserError("No model is active: name one with --model.")));
    }
    wanted.forEach(this::load);
    Set<String> versions = new HashSet<>();
    for (Recommender model : loaded) {
      if (!versions.add(model.identity().version())) {
        throw new UserError(
            "Version %s is asked for twice: name each model once."
                .formatted(model.identity().version()));
      }
    }
    return List.copyOf(loaded);
  }

  private void load(String wanted) {
    Path directory = Path.of(wanted);
    if (Files.isDirectory(directory)) {
      load(directory, sha256(directory), wanted);
      return;
    }
    load(
        book()
            .latest(wanted)
            .orElseThrow(
                () ->
                    new UserError(
                        "--model %s is neither a released version nor a directory; released are: %s."
                            .formatted(wanted, versions()))));
  }

  private static String sha256(Path directory) {
    try {
      return ModelArtifact.sha256(directory);
    } catch (ArtifactException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private void load(ModelRelease release) {
    try {
      load(
          store.fetch(release.getArtifactUri(), release.getSha256()),
          release.getSha256(),
          release.getVersion());
    } catch (IOException | ArtifactException e) {
      throw cannotLoad(release.getVersion(), e);
    }
  }

  private void load(Path directory, String sha256, String name) {
    try {
      loaded.add(loader.load(directory, sha256));
    } catch (IOException | ArtifactException e) {
      throw cannotLoad(name, e);
    }
  }

  private static UserError cannotLoad(String name, Exception e) {
    return new UserError("Model %s cannot be loaded: %s".formatted(name, e.getMessage()), e);
  }

  private ReleaseBook book() {
    if (book == null) {
      book = releases.get();
    }
    return book;
  }

  private String versions() {
    String versions =
        book().all().stream().map(ModelRelease::getVersion).collect(Collectors.joining(", "));
    return versions.isEmpty() ? "none" : versions;
  }

  @Override
  public void close() {
    loaded.forEach(Recommender::close);
    loaded.clear();
  }
}
