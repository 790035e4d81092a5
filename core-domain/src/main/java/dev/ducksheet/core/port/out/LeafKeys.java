package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.RollupKey;
import java.util.List;

/**
 * Where leaves count in a rollup, by column.
 *
 * @param keys where at least one of the leaves is, by all levels and axes; each once
 * @param keyOf for each leaf its place in {@code keys}
 */
@SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
public record LeafKeys(List<RollupKey> keys, int[] keyOf) {}
