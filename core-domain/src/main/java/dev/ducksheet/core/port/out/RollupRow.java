package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What one rollup row is made of.
 *
 * @param totals one for each measure, in order: the sum for SUM and AVG, of the type that sums have; the cell that was
 *     picked for MIN and MAX; empty for COUNT, and if no leaf has a value
 * @param counts one for each measure: how many leaves have a value
 */
public record RollupRow(RollupKey key, List<CellValue> totals, List<Long> counts) {
    /** Copies the lists. */
    public RollupRow {
        totals = List.copyOf(totals);
        counts = List.copyOf(counts);
    }

    /** Returns what the measures show. */
    public List<CellValue> shown(Rollup rollup) {
        var shown = new ArrayList<CellValue>(totals.size());
        for (int i = 0; i < totals.size(); i++) {
            var measure = rollup.measures().get(i);
            var type = rollup.stored(measure).type();
            shown.add(measure.aggregate().shown(totals.get(i), counts.get(i), type));
        }
        return shown;
    }
}
