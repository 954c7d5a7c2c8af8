package io.theriac.local.chaos;

/**
 * Bytes on disk that events and open visits cost, in RocksDB tables and in changelog topics.
 *
 * @param stateBytesPerEvent over a whole run, at its end, when almost all visits are final
 * @param changelogBytesPerEvent over the same run, as far as compaction has come
 * @param eventsPerOpenVisit mean of the inpatient visits of the bundled sample
 * @param stateBytesPerOpenVisit of such a visit, without its discharge
 * @param changelogBytesPerOpenVisit of such a visit, without its discharge
 */
public record StateCost(
    double stateBytesPerEvent,
    double changelogBytesPerEvent,
    double eventsPerOpenVisit,
    double stateBytesPerOpenVisit,
    double changelogBytesPerOpenVisit) {}
