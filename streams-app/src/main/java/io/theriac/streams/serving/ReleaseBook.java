package io.theriac.streams.serving;

import io.theriac.schemas.avro.ModelRelease;
import io.theriac.schemas.avro.ReleaseStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was decided about the versions of one model: the latest word on each version holds. */
final class ReleaseBook {

  private final String modelName;
  private final Map<String, ModelRelease> byVersion = new LinkedHashMap<>();

  ReleaseBook(String modelName) {
    this.modelName = modelName;
  }

  /**
   * Notes a decision.
   *
   * @return whether it concerns this model
   */
  boolean note(ModelRelease release) {
    if (!modelName.equals(release.getModelName())) {
      return false;
    }
    byVersion.remove(release.getVersion());
    byVersion.put(release.getVersion(), release);
    return true;
  }

  /** The active releases, the one decided last first. */
  List<ModelRelease> active() {
    List<ModelRelease> newestFirst = new ArrayList<>(byVersion.values());
    newestFirst.removeIf(release -> release.getStatus() != ReleaseStatus.ACTIVE);
    Collections.reverse(newestFirst);
    newestFirst.sort(Comparator.comparing(ModelRelease::getDecidedAt).reversed());
    return newestFirst;
  }
}
