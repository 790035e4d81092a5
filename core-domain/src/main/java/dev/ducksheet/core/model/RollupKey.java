package dev.ducksheet.core.model;

import java.util.List;

/**
 * The identity of one row of a rollup: its depth is the length of {@code path}.
 *
 * @param path the values of the shown levels, coarse to fine; may hold empty cells
 * @param axes the values of all axes in the rollup's order
 */
public record RollupKey(List<CellValue> path, List<CellValue> axes) {
    /** Copies the parts. */
    public RollupKey {
        path = List.copyOf(path);
        axes = List.copyOf(axes);
    }

    /** Returns the row at a coarser depth that contains this one. */
    public RollupKey upTo(int depth) {
        return new RollupKey(path.subList(0, depth), axes);
    }
}
