package io.theriac.streams.serving;

import io.theriac.model.ModelIdentity;
import io.theriac.model.Recommender;
import java.util.Optional;

/**
 * The model that serves. A swap takes effect between two batches: a batch keeps the model it began
 * with, and a model that was replaced is closed when its last batch has ended.
 */
public final class ModelHolder implements AutoCloseable {

  private Shared current;

  /** The serving model for one batch, if there is one; close the lease when the batch has ended. */
  public synchronized Optional<Lease> lease() {
    return Optional.ofNullable(current).map(Shared::lease);
  }

  /** Which model serves. */
  public synchronized Optional<ModelIdentity> identity() {
    return Optional.ofNullable(current).map(shared -> shared.recommender.identity());
  }

  /** Lets a model, loaded and warm, serve from the next batch on. */
  public synchronized void swap(Recommender next) {
    retire();
    current = new Shared(next);
  }

  /** Lets no model serve: visits wait. */
  public synchronized void clear() {
    retire();
  }

  @Override
  public void close() {
    clear();
  }

  private void retire() {
    if (current != null) {
      current.release();
      current = null;
    }
  }

  /** A model in use by one batch. */
  public static final class Lease implements AutoCloseable {

    private final Shared shared;
    private boolean open = true;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    public Recommender recommender() {
      return shared.recommender;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        shared.release();
      }
    }
  }

  /** Counts its users, the holder among them, and closes the model after the last. */
  private static final class Shared {

    private final Recommender recommender;
    private int users = 1;

    private Shared(Recommender recommender) {
      this.recommender = recommender;
    }

    private synchronized Lease lease() {
      users++;
      return new Lease(this);
    }

    private synchronized void release() {
      if (--users == 0) {
        recommender.close();
      }
    }
  }
}
