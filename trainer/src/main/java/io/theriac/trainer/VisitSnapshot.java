package io.theriac.trainer;

import io.theriac.schemas.avro.ClosedVisit;
import java.util.List;
import java.util.Map;

/**
 * The closed visits as of one moment, the latest of each key.
 *
 * @param visits in the order in which their keys were first seen
 * @param records read, tombstones and older versions included
 * @param unreadable records that are no closed visit; they were left out
 * @param endOffsets by partition, up to which was read (exclusive)
 */
public record VisitSnapshot(
    List<ClosedVisit> visits, long records, long unreadable, Map<Integer, Long> endOffsets) {}
