package io.theriac.streams.serving;

import io.theriac.model.Recommender;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A candidate that is tried on live visits, as long as it does well: after {@value #TOLERATED}
 * failed batches in a row it is no longer asked. Safe for use by many threads at once.
 */
public final class CandidateOnTrial {

  static final int TOLERATED = 3;

  private final Recommender recommender;
  private final TrialTerms terms;
  private final AtomicInteger failedInARow = new AtomicInteger();

  CandidateOnTrial(Recommender recommender, TrialTerms terms) {
    this.recommender = recommender;
    this.terms = terms;
  }

  public Recommender recommender() {
    return recommender;
  }

  public TrialTerms terms() {
    return terms;
  }

  /** It scored a batch, all of it and in good time. */
  public void succeeded() {
    if (!isSuspended()) {
      failedInARow.set(0);
    }
  }

  /** It failed on a visit, or took too long. */
  public void failed() {
    failedInARow.incrementAndGet();
  }

  /** A sentence for an operator. */
  public String describe() {
    return "version %s is on trial: %s, %s %% of the patients."
        .formatted(
            terms.version(),
            terms.mode().name().toLowerCase(Locale.ROOT),
            BigDecimal.valueOf(terms.share())
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString());
  }

  /** Whether it failed too often. */
  public boolean isSuspended() {
    return failedInARow.get() >= TOLERATED;
  }
}
