package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellOrder;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.out.RollupRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the rows that a change shows. Keeps one list of column names per sheet. */
final class ChangedRows {
    /** Finest grouping set first, then by levels and axes, so that a change reads the same wherever it was made. */
    static final Comparator<RollupKey> KEY_ORDER = Comparator.comparing(
                    (RollupKey key) -> -key.path().size())
            .thenComparing(RollupKey::set)
            .thenComparing(RollupKey::path, CellOrder.ROWS)
            .thenComparing(RollupKey::axes, CellOrder.ROWS);

    private final Map<String, List<String>> namesBySheet = new HashMap<>();

    ChangedRow ofTable(Sheet table, String column, List<CellValue> cells) {
        return new ChangedRow(table.name(), column, names(table), cells, false);
    }

    /** Returns the row as it was, of a table that no longer has it. */
    ChangedRow deleted(Sheet table, List<CellValue> cells) {
        return new ChangedRow(table.name(), "", names(table), cells, true);
    }

    ChangedRow ofRollup(Rollup rollup, Measure measure, RollupRow row) {
        return new ChangedRow(
                rollup.name(), measure.name(), names(rollup), cells(rollup, row.key(), row.shown(rollup)), false);
    }

    /** Returns the row that a rollup no longer has. */
    ChangedRow gone(Rollup rollup, Measure measure, RollupKey key) {
        var nothing = Collections.nCopies(rollup.measures().size(), CellValue.none());
        return new ChangedRow(rollup.name(), measure.name(), names(rollup), cells(rollup, key, nothing), true);
    }

    private static List<CellValue> cells(Rollup rollup, RollupKey key, List<CellValue> measures) {
        int addedUp = rollup.levels().size() - key.path().size();
        var cells = new ArrayList<CellValue>(rollup.columns().size());
        cells.addAll(key.path());
        cells.addAll(Collections.nCopies(addedUp, CellValue.none()));
        cells.addAll(key.axes());
        cells.addAll(measures);
        cells.add(CellValue.of(key.set()));
        return cells;
    }

    private List<String> names(Sheet sheet) {
        return namesBySheet.computeIfAbsent(
                sheet.name(), name -> sheet.columns().stream().map(Column::name).toList());
    }
}
