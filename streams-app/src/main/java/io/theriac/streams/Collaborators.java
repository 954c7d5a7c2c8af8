package io.theriac.streams;

import io.theriac.schemas.Topics;
import io.theriac.state.LatestTime;
import io.theriac.state.VisitFold;
import io.theriac.streams.alerts.InteractionScreen;
import io.theriac.streams.metrics.AppMetrics;
import io.theriac.streams.serving.ModelHolder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the processors of the topology work with.
 *
 * @param fold what turns events into rows
 * @param batchVisits so many pending visits are scored at once
 * @param batchWait how long a pending visit waits for others, about
 * @param historyVisits the newest so many visits of a patient are given to the model
 * @param outputMaxBytes the largest closed visit
 * @param latestTime what event times are held against now; empty for no bound
 * @param replay whether this is a replay, whose output must not hold wall-clock times
 */
public record Collaborators(
    Topics topics,
    TopicSerdes serdes,
    VisitFold fold,
    ModelHolder models,
    InteractionScreen interactions,
    AppMetrics metrics,
    Clock clock,
    int batchVisits,
    Duration batchWait,
    int historyVisits,
    int outputMaxBytes,
    Supplier<Optional<LatestTime>> latestTime,
    boolean replay) {}
