package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.RollupKey;
import java.util.List;

/**
 * The totals of one rollup row.
 *
 * @param totals one for each measure, in order; empty if no leaf has a value
 * @param counts one for each measure: how many leaves have a value
 */
public record RollupRow(RollupKey key, List<CellValue> totals, List<Long> counts) {
    /** Copies the lists. */
    public RollupRow {
        totals = List.copyOf(totals);
        counts = List.copyOf(counts);
    }
}
