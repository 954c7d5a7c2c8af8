package io.theriac.trainer;

import io.theriac.model.causal.MoleculeTable;
import io.theriac.model.cohort.Cohort;
import io.theriac.model.cohort.CohortBuilder;
import io.theriac.model.cohort.CohortRules;
import io.theriac.model.cohort.CohortSummary;
import io.theriac.model.ddi.Interactions;
import io.theriac.model.decode.DecodingSearch;
import io.theriac.model.net.NetworkConfig;
import io.theriac.model.net.NetworkScorer;
import io.theriac.model.terminology.Terminology;
import io.theriac.schemas.avro.ClosedVisit;
import io.theriac.trainer.loop.CheckpointException;
import io.theriac.trainer.loop.DivergedException;
import io.theriac.trainer.loop.TrainedNetwork;
import io.theriac.trainer.loop.TrainingLoop;
import io.theriac.trainer.loop.TrainingStart;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes a model of closed visits. */
public final class Trainer {

  private final Terminology terminology;
  private final Interactions interactions;
  private final Clock clock;

  public Trainer(Terminology terminology, Interactions interactions) {
    this(terminology, interactions, Clock.systemUTC());
  }

  Trainer(Terminology terminology, Interactions interactions, Clock clock) {
    this.terminology = terminology;
    this.interactions = interactions;
    this.clock = clock;
  }

  /**
   * Splits the patients, trains, chooses the threshold on the validation part and measures on the
   * test part. With several seeds: each is trained with, one after the other, and of the models the
   * one with the best validation Jaccard is returned.
   *
   * @return the model; the caller closes it
   * @throws UntrainableException if the visits are too few or cannot be used
   * @throws CheckpointException if it cannot go on where it should
   */
  public TrainedModel train(
      Collection<ClosedVisit> visits, TrainerOptions options, TrainerListener listener) {
    Cohort cohort =
        new CohortBuilder(terminology, interactions, options.rules(), options.split())
            .withLabs(options.network().trunk().setting().labs())
            .build(visits);
    requireTrainable(cohort, options.rules());
    listener.cohortBuilt(cohort.summary());
    MoleculeTable molecules = KnownFacts.molecules(options.molecules(), cohort);
    NetworkConfig network =
        KnownFacts.network(options.network(), cohort, molecules, listener::noted);
    Task task =
        new Task(
            options,
            cohort,
            new CohortBaselines(cohort, listener::baselineFitted),
            new TrainingLoop(network, molecules),
            listener);
    try (KnownModel known = known(options, cohort, listener)) {
      Optional<KnownModel> begun = Optional.ofNullable(known);
      begun.ifPresent(model -> listener.noted(model.describe()));
      clearLeftovers(options, listener);
      return best(task, begun);
    } catch (DivergedException e) {
      throw new UntrainableException(e.getMessage());
    }
  }

  /** The model to begin with, or null for fresh values. */
  private static KnownModel known(TrainerOptions options, Cohort cohort, TrainerListener listener) {
    Beginning beginning = options.beginning();
    if (beginning.artifact().isEmpty()) {
      return null;
    }
    try {
      return KnownModel.open(beginning.artifact().get(), cohort, options);
    } catch (IllegalArgumentException e) {
      if (!beginning.fromActive()) {
        throw e;
      }
      listener.noted(e.getMessage() + " It is trained afresh.");
      return null;
    }
  }

  /** A leftover that cannot be deleted keeps nobody from training. */
  private static void clearLeftovers(TrainerOptions options, TrainerListener listener) {
    try {
      options.beginning().clear(options);
    } catch (CheckpointException e) {
      listener.noted(e.getMessage());
    }
  }

  /** Deletes what trainings with these options kept to go on with: their result is safe. */
  public static void discardCheckpoints(TrainerOptions options) {
    options.beginning().discard(options);
  }

  /** What is trained with each seed. */
  private record Task(
      TrainerOptions options,
      Cohort cohort,
      CohortBaselines baselines,
      TrainingLoop loop,
      TrainerListener listener) {}

  private TrainedModel best(Task task, Optional<KnownModel> known) {
    TrainedModel best = null;
    try {
      for (int seed : task.options().seeds()) {
        TrainedModel model = train(task, seed, known);
        task.listener().seedDone(seed, model.report());
        if (best == null || isBetter(model, best)) {
          TrainedModel worse = best;
          best = model;
          close(worse);
        } else {
          model.close();
        }
      }
      return best;
    } catch (RuntimeException e) {
      close(best);
      throw e;
    }
  }

  private static boolean isBetter(TrainedModel model, TrainedModel best) {
    return model.report().validation().jaccard() > best.report().validation().jaccard();
  }

  private static void close(TrainedModel model) {
    if (model != null) {
      model.close();
    }
  }

  private TrainedModel train(Task task, int seed, Optional<KnownModel> known) {
    TrainerOptions options = task.options();
    Cohort cohort = task.cohort();
    TrainedNetwork trained =
        task.loop()
            .run(
                cohort.training(),
                cohort.validation(),
                options.training(cohort.training().patients().size(), seed),
                new TrainingStart(
                    known.map(KnownModel::start), options.beginning().of(seed, options)),
                task.listener());
    NetworkScorer scorer = new NetworkScorer(trained.network());
    try {
      TrainerOptions one = options.withSeeds(List.of(seed));
      return evaluated(one, task, trained, scorer, known.map(KnownModel::version));
    } catch (RuntimeException e) {
      scorer.close();
      throw e;
    }
  }

  private TrainedModel evaluated(
      TrainerOptions options,
      Task task,
      TrainedNetwork trained,
      NetworkScorer scorer,
      Optional<String> begunWith) {
    ModelEvaluator evaluator =
        new ModelEvaluator(
            task.cohort(),
            task.cohort().interactions(),
            task.baselines(),
            scorer,
            trained.temperature(),
            options.seeds().get(0));
    DecodingSearch.Candidate chosen = evaluator.choose();
    return new TrainedModel(
        options,
        task.cohort(),
        scorer,
        chosen,
        trained,
        evaluator.report(chosen, trained.epochs().size(), trained.bestEpoch()),
        evaluator.reference(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        new TrainedModel.Sources(terminology.fingerprint(), interactions.fingerprint(), begunWith));
  }

  /**
   * Looks whether a cohort has what training needs.
   *
   * @param rules it was made by
   * @throws UntrainableException that says what is missing and what to do
   */
  public static void requireTrainable(Cohort cohort, CohortRules rules) {
    CohortSummary summary = cohort.summary();
    if (summary.visitsRead() == 0) {
      throw new UntrainableException(
          "There are no closed visits: write patients into the cohort, or publish events and let visits be"
              + " discharged, then train.");
    }
    int without = summary.visitsWithoutMedication() + summary.visitsWithoutCode();
    if (without == summary.visitsRead()) {
      throw new UntrainableException(
          "None of %d visits can be used: %d lack a medication with an ATC code (entries without one, by system: %s), %d lack diagnoses and procedures. Give the trainer code maps for these systems."
              .formatted(
                  summary.visitsRead(),
                  summary.visitsWithoutMedication(),
                  summary.unmappedMedications(),
                  summary.visitsWithoutCode()));
    }
    if (summary.patientsWithTooFewVisits() == summary.patientsRead()) {
      throw new UntrainableException(
          "None of %d patients has %d usable visits: wait for more visits, or lower minVisits."
              .formatted(summary.patientsRead(), rules.minVisits()));
    }
    if (summary.medications() == 0 || summary.diagnoses() + summary.procedures() == 0) {
      throw new UntrainableException(
          "No medication is given to %d training patients, or no code is seen in %d: wait for more visits, or lower minPatientsPerMedication and minPatientsPerCode."
              .formatted(rules.minPatientsPerMedication(), rules.minPatientsPerCode()));
    }
    if (cohort.training().patients().isEmpty()
        || cohort.validation().patients().isEmpty()
        || cohort.test().patients().isEmpty()) {
      throw new UntrainableException(
          "The split leaves %d patients for training, %d for validation and %d for test: each needs at least one; wait for more visits, or take another seed or larger shares."
              .formatted(
                  cohort.training().patients().size(),
                  cohort.validation().patients().size(),
                  cohort.test().patients().size()));
    }
  }
}
