package dev.ducksheet.core.model;

import java.util.List;
import java.util.Map;

/**
 * The address of one cell of a rollup, its measure aside.
 *
 * @param path the values of the first levels, coarse to fine; as many as the node is deep; may hold
 *     empty cells
 * @param axes the pinned axes by name; an axis that is not there is left open, which means the total
 *     over it
 */
public record NodeAddress(List<CellValue> path, Map<String, CellValue> axes) {
    /** Copies the parts. */
    public NodeAddress {
        path = List.copyOf(path);
        axes = Map.copyOf(axes);
    }
}
