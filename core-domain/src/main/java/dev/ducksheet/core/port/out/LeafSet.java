package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LeafOrder;
import java.util.BitSet;
import java.util.List;

/**
 * The leaves that an edit may touch, by column: position i of every part is leaf i.
 *
 * @param rowIds of the leaves
 * @param values present amounts in units of the column's scale
 * @param weights none or one vector of reference weights
 * @param held the leaves that a hold keeps
 * @param node for each leaf the finest node that owns it, as an index into {@code nodePaths}
 * @param nodePaths for each finest node the values of the levels below the edited node, coarse to
 *     fine; the one empty path if the leaves are the edited node's own
 * @param order the leaf order: by key if the table has one, else by place; may be computed only when
 *     asked
 */
@SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
public record LeafSet(
        long[] rowIds,
        Amounts values,
        List<Amounts> weights,
        BitSet held,
        int[] node,
        List<List<CellValue>> nodePaths,
        LeafOrder order) {

    /** Returns the number of leaves. */
    public int size() {
        return rowIds.length;
    }
}
