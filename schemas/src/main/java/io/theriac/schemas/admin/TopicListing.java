package io.theriac.schemas.admin;

import io.theriac.schemas.TopicKind;
import java.util.OptionalInt;

/**
 * One of Theriac's topics as it stands on the broker and in the registry.
 *
 * @param partitions empty when the topic does not exist
 * @param retention readable: {@code "for ever"}, {@code "30 days"}, {@code "compacted"} or {@code
 *     "-"}
 * @param schemaId id of the newest schema of the value subject; empty when there is none
 */
public record TopicListing(
    String name,
    TopicKind kind,
    OptionalInt partitions,
    String retention,
    OptionalInt schemaId,
    OptionalInt schemaVersion) {}
