package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What some rows of a rollup show before a write, to tell after it which of them show something else. */
final class ShownRows {
    private final WorkbookTransaction transaction;
    private final Rollup rollup;
    private final Set<RollupKey> keys;
    private final Map<RollupKey, List<CellValue>> before = new HashMap<>();

    /** Reads the rows, those of them that exist. */
    ShownRows(WorkbookTransaction transaction, Rollup rollup, Collection<RollupKey> keys) {
        this.transaction = transaction;
        this.rollup = rollup;
        this.keys = new HashSet<>(keys);
        transaction.rollupRows(rollup, this.keys).forEach(row -> before.put(row.key(), row.shown(rollup)));
    }

    Rollup rollup() {
        return rollup;
    }

    /** Adds rows that did not exist before the write. */
    void add(Collection<RollupKey> others) {
        keys.addAll(others);
    }

    /** Returns the rows that show something else now, the finest first. */
    List<ChangedRow> changes(ChangedRows changedRows, Measure measure) {
        var after = new HashMap<RollupKey, RollupRow>();
        transaction.rollupRows(rollup, keys).forEach(row -> after.put(row.key(), row));
        var changes = new ArrayList<ChangedRow>();
        keys.stream().sorted(ChangedRows.KEY_ORDER).forEach(key -> {
            var row = after.get(key);
            if (row == null) {
                if (before.containsKey(key)) {
                    changes.add(changedRows.gone(rollup, measure, key));
                }
            } else if (!row.shown(rollup).equals(before.get(key))) {
                changes.add(changedRows.ofRollup(rollup, measure, row));
            }
        });
        return changes;
    }
}
