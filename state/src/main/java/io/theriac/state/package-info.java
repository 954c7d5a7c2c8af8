/**
 * The visit: a pure fold of clinical events into rows of a patient.
 *
 * <p>Start at {@link io.theriac.state.VisitFold}; {@link io.theriac.state.Keys} is the row layout.
 * Nothing here knows Kafka, a clock or chance, so the stream, the trainer and the tests cannot
 * disagree about what a visit is. Only {@code io.theriac.state.store} puts rows into Kafka Streams.
 */
package io.theriac.state;
