package dev.ducksheet.core.model;

import java.util.List;

/**
 * The identity of one row of a rollup.
 *
 * @param set the {@link GroupingSet#id} of its grouping set; 0 if all levels and axes are shown
 * @param path the values of the shown levels, coarse to fine; may hold empty cells
 * @param axes the values of all axes in the rollup's order, empty cells for those that are added up
 */
public record RollupKey(int set, List<CellValue> path, List<CellValue> axes) {
    /** Copies the parts. */
    public RollupKey {
        path = List.copyOf(path);
        axes = List.copyOf(axes);
    }

    /** Returns where a leaf is, by all levels and axes: the identity of its row if the rollup shows them all. */
    public static RollupKey ofLeaf(List<CellValue> path, List<CellValue> axes) {
        return new RollupKey(0, path, axes);
    }

    /** Returns the row of a coarser grouping set that counts the same leaves and more. */
    public RollupKey in(GroupingSet coarser) {
        return coarser.id() == set
                ? this
                : new RollupKey(coarser.id(), path.subList(0, coarser.depth()), coarser.shown(axes));
    }
}
