package io.theriac.streams.serving;

import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The model that serves and the candidate that is tried beside it. A swap takes effect between two
 * batches: a batch keeps the models it began with, and a model that was replaced is closed when its
 * last batch has ended.
 */
public final class ModelHolder implements AutoCloseable {

  private SharedModel current;
  private SharedModel candidate;
  private CandidateOnTrial trial;

  /** The models for one batch, if any serves; close the lease when the batch has ended. */
  public synchronized Optional<Lease> lease() {
    if (current == null) {
      return Optional.empty();
    }
    return Optional.of(
        trial == null || trial.isSuspended()
            ? new Lease(current, null, null)
            : new Lease(current, candidate, trial));
  }

  /** Which model serves. */
  public synchronized Optional<ModelIdentity> identity() {
    return Optional.ofNullable(current).map(shared -> shared.recommender().identity());
  }

  /** The versions in use, the candidate's among them. */
  synchronized Set<String> versions() {
    return Stream.of(current, candidate)
        .filter(Objects::nonNull)
        .map(shared -> shared.recommender().identity().version())
        .collect(Collectors.toSet());
  }

  /** The candidate on trial. */
  public synchronized Optional<CandidateOnTrial> trial() {
    return Optional.ofNullable(trial);
  }

  /** Lets a model, loaded and warm, serve from the next batch on. */
  public synchronized void swap(Recommender next) {
    retire();
    current = new SharedModel(next);
  }

  /** Lets no model serve: visits wait. */
  public synchronized void clear() {
    retire();
  }

  /** Tries a candidate, loaded and warm, from the next batch on; no other is tried any longer. */
  public synchronized void tryOut(Recommender next, TrialTerms terms) {
    if (candidate == null || candidate.recommender() != next) {
      endTrial();
      candidate = new SharedModel(next);
    }
    trial = new CandidateOnTrial(next, terms);
  }

  /** Tries no candidate from the next batch on. */
  public synchronized void endTrial() {
    if (candidate != null) {
      candidate.release();
      candidate = null;
      trial = null;
    }
  }

  @Override
  public synchronized void close() {
    endTrial();
    clear();
  }

  private void retire() {
    if (current != null) {
      current.release();
      current = null;
    }
  }

  /** The models in use by one batch. */
  public static final class Lease implements AutoCloseable {

    private final SharedModel model;
    private final SharedModel candidate;
    private final CandidateOnTrial trial;
    private boolean open = true;

    private Lease(SharedModel model, SharedModel candidate, CandidateOnTrial trial) {
      this.model = model;
      this.candidate = candidate;
      this.trial = trial;
      model.use();
      if (candidate != null) {
        candidate.use();
      }
    }

    /** The model that serves. */
    public Recommender recommender() {
      return model.recommender();
    }

    /** The candidate to be tried beside it. */
    public Optional<CandidateOnTrial> trial() {
      return Optional.ofNullable(trial);
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        model.release();
        if (candidate != null) {
          candidate.release();
        }
      }
    }
  }
}
