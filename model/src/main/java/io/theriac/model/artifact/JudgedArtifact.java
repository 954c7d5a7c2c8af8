package io.theriac.model.artifact;

import io.theriac.model.release.GateVerdict;
import io.theriac.schemas.avro.GateCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Makes the artifact to release of a draft that the acceptance gate has judged: the same files, the
 * verdict in the model card.
 */
public final class JudgedArtifact {

  private JudgedArtifact() {}

  /**
   * Writes the artifact.
   *
   * @param draft a whole artifact
   * @param directory must not exist yet; its parent must
   * @return the hex SHA-256 of the new artifact
   * @throws ArtifactException if it cannot be written
   */
  public static String write(Path draft, Path directory, GateVerdict verdict) {
    String draftSha256 = ModelArtifact.sha256(draft);
    try {
      Files.createDirectory(directory);
      for (String file : ModelArtifact.files(draft.resolve(ModelArtifact.MANIFEST), draftSha256)) {
        Files.copy(draft.resolve(file), directory.resolve(file));
      }
      Files.writeString(
          directory.resolve(ArtifactFiles.CARD), section(verdict), StandardOpenOption.APPEND);
      Files.writeString(
          directory.resolve(ArtifactFiles.MANIFEST), ArtifactJson.write(Manifest.of(directory)));
      return ModelArtifact.sha256(directory);
    } catch (IOException e) {
      throw new ArtifactException(
          "Model artifact %s cannot be written: check the disk and its rights."
              .formatted(directory),
          e);
    }
  }

  private static String section(GateVerdict verdict) {
    StringBuilder text = new StringBuilder("\n## Acceptance\n\n");
    text.append("**%s.** %s\n\n".formatted(verdict.status(), verdict.reason()));
    text.append("| Check | Passed | Measured | Bound | What it means |\n|---|---|---|---|---|\n");
    for (GateCheck check : verdict.checks()) {
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  check.getCheck(),
                  check.getPassed() ? "yes" : "no",
                  number(check.getMeasured()),
                  number(check.getBound()),
                  check.getExplanation()));
    }
    return text.toString();
  }

  private static String number(Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
