package io.theriac.streams.recommend;

/** What the pending store holds: in the order of waiting the visits, by visit their places. */
sealed interface PendingEntry permits PendingRow, PendingPlace {}
