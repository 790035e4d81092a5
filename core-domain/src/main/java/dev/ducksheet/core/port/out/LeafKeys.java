package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.RollupKey;
import java.util.List;

/**
 * Where leaves count in a rollup, by column.
 *
 * @param keys the finest rollup rows that count at least one of the leaves, each once
 * @param keyOf for each leaf the place of its row in {@code keys}
 */
@SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
public record LeafKeys(List<RollupKey> keys, int[] keyOf) {}
