package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies one plain update whose effect on rollups cannot be added up: one of many rows, of a DOUBLE measure, or of a
 * column that places leaves in a rollup. Compares the rollup rows before and after.
 */
final class SingleEdit {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    SingleEdit(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if no row matches or one does not fit. */
    Effect apply(BoundUpdate.Plain update) {
        var table = update.target().sheet();
        var column = update.target().column();
        var matches = transaction.match(table, column, List.of(update.condition()), Change.MAX_BASE_ROWS);
        var cells = PlainDecision.decide(update, matches.present());
        new Uniqueness(transaction, catalog, table).requireJoinable(column, matches.rowIds(), cells);
        var touched = rollupsShowing(table, column).stream()
                .map(rollup -> touch(rollup, table, matches.rowIds()))
                .toList();
        transaction.write(table, column, matches.rowIds(), cells);
        var rows = new ArrayList<>(baseRows(table, column, matches, cells));
        touched.forEach(before -> rows.addAll(changes(before, table, column, matches.rowIds())));
        var images = new Imaging(transaction, table)
                .written(column, matches.rowIds(), CellColumn.of(matches.present()), CellColumn.of(cells));
        return new Effect(cells.size(), rows, images);
    }

    private List<Rollup> rollupsShowing(Table table, Column column) {
        return catalog.rollupsOver(table.name()).stream()
                .filter(rollup -> rollup.shows(new ColumnRef(table.name(), column.name())))
                .toList();
    }

    private Touched touch(Rollup rollup, Table table, long[] rowIds) {
        var keys = transaction.touchedKeys(rollup, table, rowIds);
        return new Touched(rollup, keys, byKey(transaction.rollupRows(rollup, keys)));
    }

    private static Map<RollupKey, RollupRow> byKey(List<RollupRow> rows) {
        var byKey = new HashMap<RollupKey, RollupRow>();
        rows.forEach(row -> byKey.put(row.key(), row));
        return byKey;
    }

    private List<ChangedRow> baseRows(Table table, Column column, Matches matches, List<CellValue> cells) {
        if (cells.size() > Change.MAX_BASE_ROWS) {
            return List.of();
        }
        int place = table.indexOf(column.name());
        var rows = new ArrayList<ChangedRow>();
        for (int i = 0; i < cells.size(); i++) {
            var row = new ArrayList<>(matches.rows().get(i));
            row.set(place, cells.get(i));
            rows.add(changedRows.ofTable(table, column.name(), row));
        }
        return rows;
    }

    private List<ChangedRow> changes(Touched before, Table table, Column column, long[] rowIds) {
        var rollup = before.rollup();
        Set<RollupKey> keys = new HashSet<>(before.keys());
        if (rollup.isAddressedBy(new ColumnRef(table.name(), column.name()))) {
            keys.addAll(transaction.touchedKeys(rollup, table, rowIds));
        }
        var after = byKey(transaction.rollupRows(rollup, keys));
        var measure = shown(rollup, column);
        return keys.stream()
                .sorted(ChangedRows.KEY_ORDER)
                .filter(key -> !same(before.rows().get(key), after.get(key)))
                .map(key -> after.containsKey(key)
                        ? changedRows.ofRollup(rollup, measure, after.get(key))
                        : changedRows.gone(rollup, measure, key))
                .toList();
    }

    private static boolean same(@Nullable RollupRow before, @Nullable RollupRow after) {
        return Objects.equals(totals(before), totals(after));
    }

    private static @Nullable List<CellValue> totals(@Nullable RollupRow row) {
        return row == null ? null : row.totals();
    }

    /** Returns the rollup's column that shows the change: the measure, else the first, since all of them move. */
    private static String shown(Rollup rollup, Column column) {
        var measures = rollup.measuresOver(column.name());
        return (measures.isEmpty() ? rollup.measures() : measures).get(0).name();
    }

    private record Touched(Rollup rollup, Set<RollupKey> keys, Map<RollupKey, RollupRow> rows) {}
}
