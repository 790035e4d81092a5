package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundRows;
import dev.ducksheet.core.validation.BoundRows.GivenRow;
import dev.ducksheet.core.validation.RowErrors;
import dev.ducksheet.core.validation.RowRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an upsert makes of the rows that are there and the rows that are given, as if it took them one by one. */
final class RowMerge {
    private final Table table;
    private final List<Merged> changed = new ArrayList<>();
    private final List<Merged> added = new ArrayList<>();
    private final List<Merged> shown = new ArrayList<>();
    private final BitSet written = new BitSet();

    /**
     * Throws a {@code RefusedException} if a row that is new lacks something.
     */
    RowMerge(WorkbookTransaction transaction, BoundRows.Upsert edit) {
        this.table = edit.table();
        var byKey = present(transaction, edit);
        edit.rows().forEach(row -> Objects.requireNonNull(byKey.get(key(row))).take(row));
        requireReached(byKey, edit);
        requireComplete(byKey, edit.rows().size());
        byKey.values().forEach(this::sort);
    }

    private Map<List<CellValue>, Merged> present(WorkbookTransaction transaction, BoundRows.Upsert edit) {
        var keys = edit.rows().stream().map(this::key).distinct().toList();
        var holders = transaction.find(table, table.keyColumns(), keys);
        var byKey = new LinkedHashMap<List<CellValue>, Merged>();
        for (int i = 0; i < keys.size(); i++) {
            byKey.put(
                    keys.get(i), new Merged(holders.rowIds()[i], holders.rows().get(i)));
        }
        return byKey;
    }

    private List<CellValue> key(GivenRow row) {
        return table.key().stream()
                .map(name -> row.cells().get(table.indexOf(name)))
                .toList();
    }

    /** Who may not use a row is told the same of one that is there and of one that he may not bring. */
    private void requireReached(Map<List<CellValue>, Merged> byKey, BoundRows.Upsert edit) {
        var outside = new RowErrors();
        for (var row : byKey.values()) {
            var reached = row.isNew() || RowRules.isReached(table, edit.reach(), row.before) ? row.cells : row.before;
            RowRules.requireReached(table, edit.reach(), row.number, reached, outside);
        }
        outside.refuse(Reason.FORBIDDEN, edit.rows().size());
    }

    private void requireComplete(Map<List<CellValue>, Merged> byKey, int all) {
        var errors = new RowErrors();
        for (var row : byKey.values()) {
            for (int place = 0; place < table.columns().size() && row.isNew(); place++) {
                var column = table.columns().get(place);
                if (column.isRequired() && !row.given.get(place)) {
                    errors.add(row.number, column.name(), CellValue.none(), RowRules.missing(column));
                }
            }
        }
        errors.refuse(Reason.INVALID_ROWS, all);
    }

    private void sort(Merged row) {
        if (row.isNew()) {
            added.add(row);
            shown.add(row);
        } else if (!row.cells.equals(row.before)) {
            changed.add(row);
            shown.add(row);
            written.or(row.given);
        }
    }

    /** Returns the rows that are to come or to change, in the order of the request. */
    List<Uniqueness.Image> images() {
        return shown.stream()
                .map(row -> new Uniqueness.Image(row.number, row.cells))
                .toList();
    }

    /** Returns the rows that are to come or to change, in the order of the request. */
    List<List<CellValue>> shown() {
        return shown.stream().map(row -> row.cells).toList();
    }

    /** Returns the ids of the rows that are to change. */
    long[] changedIds() {
        return changed.stream().mapToLong(row -> row.rowId).toArray();
    }

    /** Returns the rows that are to change, as they are. */
    List<List<CellValue>> before() {
        return changed.stream().map(row -> row.before).toList();
    }

    /** Returns the rows that are to change, as they are to be. */
    List<List<CellValue>> changed() {
        return changed.stream().map(row -> row.cells).toList();
    }

    /** Returns the columns in which they change. */
    List<Column> written() {
        return written.stream()
                .mapToObj(table.columns()::get)
                .filter(column -> !table.key().contains(column.name()))
                .toList();
    }

    /** Returns the rows that are to come. */
    List<List<CellValue>> added() {
        return added.stream().map(row -> row.cells).toList();
    }

    /** The row of one key. */
    private static final class Merged {
        private final long rowId;
        private final List<CellValue> before;
        private final BitSet given = new BitSet();
        private List<CellValue> cells;
        private int number;

        Merged(long rowId, List<CellValue> before) {
            this.rowId = rowId;
            this.before = before;
            this.cells = before;
        }

        boolean isNew() {
            return rowId == Holders.NONE;
        }

        /** Takes over what a row gives; the first row of a new key gives all. */
        void take(GivenRow row) {
            var merged = new ArrayList<>(cells.isEmpty() ? row.cells() : cells);
            row.given().stream().forEach(place -> merged.set(place, row.cells().get(place)));
            cells = List.copyOf(merged);
            given.or(row.given());
            number = row.number();
        }
    }
}
