/** The rows in Kafka Streams: the only package of this module that knows Kafka. */
package io.theriac.state.store;
