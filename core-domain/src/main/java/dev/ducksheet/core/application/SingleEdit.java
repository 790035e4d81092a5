package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies one plain update whose effect on rollups cannot be added up: one of many rows, of a DOUBLE that is added up, of
 * a column whose smallest or largest cell is shown, or of one that places leaves in a rollup. Compares the rollup rows
 * before and after.
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
                .map(rollup ->
                        new ShownRows(transaction, rollup, transaction.touchedKeys(rollup, table, matches.rowIds())))
                .toList();
        transaction.write(table, column, matches.rowIds(), cells);
        var rows = new ArrayList<>(baseRows(table, column, matches, cells));
        touched.forEach(shown -> rows.addAll(changes(shown, table, column, matches.rowIds())));
        var images = new Imaging(transaction, table)
                .written(column, matches.rowIds(), CellColumn.of(matches.present()), CellColumn.of(cells));
        return new Effect(cells.size(), rows, images);
    }

    private List<Rollup> rollupsShowing(Table table, Column column) {
        return catalog.rollupsOver(table.name()).stream()
                .filter(rollup -> rollup.shows(new ColumnRef(table.name(), column.name())))
                .toList();
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

    private List<ChangedRow> changes(ShownRows shown, Table table, Column column, long[] rowIds) {
        var rollup = shown.rollup();
        if (rollup.isAddressedBy(new ColumnRef(table.name(), column.name()))) {
            shown.add(transaction.touchedKeys(rollup, table, rowIds));
        }
        return shown.changes(changedRows, rollup.measureTelling(column.name()));
    }
}
