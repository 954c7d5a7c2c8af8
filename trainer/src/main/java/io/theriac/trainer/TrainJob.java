package io.theriac.trainer;

import io.theriac.model.artifact.ModelReport;
import io.theriac.schemas.avro.ModelRelease;

/** One training from the topic of closed visits to a release: read, train, judge, keep, publish. */
public final class TrainJob {

  private final VisitReader reader;
  private final ReleaseJob job;

  /** Is told how a job goes. */
  public interface Listener extends TrainerListener, VisitReader.Progress {

    @Override
    default void read(long done, long total) {}
  }

  /**
   * What came of a job.
   *
   * @param seed of the model
   */
  public record Result(ModelRelease release, ModelReport report, int seed, VisitSnapshot visits) {}

  /** A job; the caller closes the reader. */
  public TrainJob(VisitReader reader, ReleaseJob job) {
    this.reader = reader;
    this.job = job;
  }

  /**
   * Runs the job once.
   *
   * @throws UntrainableException if there is nothing to learn from
   * @throws io.theriac.model.artifact.ArtifactException if artifacts cannot be written, or the
   *     active model cannot be compared with, which is seen to before training
   */
  public Result run(TrainerOptions options, Listener listener) {
    VisitSnapshot visits = reader.read(listener);
    ReleaseJob.Result result = job.run(visits.visits(), options, listener);
    return new Result(result.release(), result.report(), result.seed(), visits);
  }
}
