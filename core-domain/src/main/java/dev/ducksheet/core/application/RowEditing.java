package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Applies one change of rows: decides all of it, then writes, then finds the rollup rows that show it. */
final class RowEditing {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    RowEditing(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if one of the rows cannot be taken. */
    Effect apply(BoundRows edit) {
        if (edit instanceof BoundRows.Insert insert) {
            return insert(insert);
        }
        if (edit instanceof BoundRows.Upsert upsert) {
            return upsert(upsert);
        }
        if (edit instanceof BoundRows.Update update) {
            return update(update);
        }
        if (edit instanceof BoundRows.Delete delete) {
            return delete(delete.table(), existing(delete.table(), delete.condition(), isDimension(delete.table())));
        }
        return delete(edit.table(), match(edit.table(), everything(edit.table()), isDimension(edit.table())));
    }

    private Matches existing(Table table, Condition condition, boolean whole) {
        var matches = match(table, condition, whole);
        if (matches.rowIds().length == 0) {
            throw NodeResolver.noMatch(table.name(), condition);
        }
        return matches;
    }

    /** Finds rows; more of them than are shown are read whole only if they have to be. */
    private Matches match(Table table, Condition condition, boolean whole) {
        return transaction.match(
                table, table.columns().get(0), List.of(condition), whole ? Integer.MAX_VALUE : Change.MAX_BASE_ROWS);
    }

    /** Says whether a rollup looks rows of the table up. */
    private boolean isDimension(Table table) {
        return catalog.rollupsOver(table.name()).stream()
                .flatMap(rollup -> rollup.joins().stream())
                .anyMatch(join -> join.table().equals(table.name()));
    }

    /** Returns the condition that every row keeps. */
    static Condition everything(Table table) {
        var empty = new Condition.IsNull(new ColumnName(table.columns().get(0).name()));
        return Condition.anyOf(List.of(empty, new Condition.Not(empty)));
    }

    private Effect insert(BoundRows.Insert edit) {
        var table = edit.table();
        var images = edit.rows().stream()
                .map(row -> new Uniqueness.Image(row.number(), row.cells()))
                .toList();
        new Uniqueness(transaction, catalog, table).require(images, table.columns(), new long[0]);
        var rows = edit.rows().stream().map(BoundRows.GivenRow::cells).toList();
        var shown = comparing(table, new long[0], rows, () -> transaction.insert(table, rows));
        return effect(new Event.RowsInserted(rows.size(), 0), rows.size(), whole(table, rows), shown);
    }

    private Effect upsert(BoundRows.Upsert edit) {
        var table = edit.table();
        var merge = new RowMerge(transaction, edit);
        var images = merge.images();
        new Uniqueness(transaction, catalog, table).require(images, table.columns(), merge.changedIds());
        var contents = new ArrayList<>(merge.before());
        contents.addAll(merge.changed());
        contents.addAll(merge.added());
        var shown = comparing(table, merge.changedIds(), contents, () -> {
            if (merge.changedIds().length > 0) {
                transaction.replace(table, merge.written(), merge.changedIds(), merge.changed());
            }
            var added = merge.added().isEmpty() ? new long[0] : transaction.insert(table, merge.added());
            return LongStream.concat(LongStream.of(merge.changedIds()), LongStream.of(added))
                    .toArray();
        });
        long inserted = merge.added().size();
        long updated = merge.changed().size();
        return effect(
                new Event.RowsInserted(inserted, updated), inserted + updated, whole(table, merge.shown()), shown);
    }

    private Effect update(BoundRows.Update edit) {
        var table = edit.table();
        var uniqueness = new Uniqueness(transaction, catalog, table);
        boolean whole = isDimension(table) || uniqueness.concerns(edit.columns());
        var matches = existing(table, edit.condition(), whole);
        var rows = matches.rows().stream()
                .filter(row -> !row.isEmpty())
                .map(row -> updated(edit, row))
                .toList();
        if (whole) {
            var images = IntStream.range(0, rows.size())
                    .mapToObj(i -> new Uniqueness.Image(i + 1, rows.get(i)))
                    .toList();
            uniqueness.require(images, edit.columns(), matches.rowIds());
        }
        var contents = new ArrayList<>(matches.rows());
        contents.addAll(rows);
        var shown = comparing(table, matches.rowIds(), contents, () -> {
            write(edit, matches.rowIds(), rows);
            return matches.rowIds();
        });
        int count = matches.rowIds().length;
        var names = edit.columns().stream().map(Column::name).toList();
        return effect(
                new Event.RowsUpdated(names),
                count,
                count > Change.MAX_BASE_ROWS ? List.of() : whole(table, rows),
                shown);
    }

    private void write(BoundRows.Update edit, long[] rowIds, List<List<CellValue>> rows) {
        if (rows.size() == rowIds.length) {
            transaction.replace(edit.table(), edit.columns(), rowIds, rows);
            return;
        }
        for (int i = 0; i < edit.columns().size(); i++) {
            var cells = Collections.nCopies(rowIds.length, edit.cells().get(i));
            transaction.write(edit.table(), edit.columns().get(i), rowIds, cells);
        }
    }

    private static List<CellValue> updated(BoundRows.Update edit, List<CellValue> row) {
        var updated = new ArrayList<>(row);
        for (int i = 0; i < edit.columns().size(); i++) {
            updated.set(
                    edit.table().indexOf(edit.columns().get(i).name()),
                    edit.cells().get(i));
        }
        return updated;
    }

    private Effect delete(Table table, Matches matches) {
        var shown = comparing(table, matches.rowIds(), matches.rows(), () -> {
            if (matches.rowIds().length > 0) {
                transaction.delete(table, matches.rowIds());
            }
            return new long[0];
        });
        return effect(
                new Event.RowsDeleted(),
                matches.rowIds().length,
                told(matches.rows(), row -> changedRows.deleted(table, row)),
                shown);
    }

    private List<ChangedRow> whole(Table table, List<List<CellValue>> rows) {
        return told(rows, row -> changedRows.ofTable(table, "", row));
    }

    /** Beyond so many, rows are told by their number. */
    private static List<ChangedRow> told(List<List<CellValue>> rows, Function<List<CellValue>, ChangedRow> as) {
        return rows.size() > Change.MAX_BASE_ROWS
                ? List.of()
                : rows.stream().map(as).toList();
    }

    private static Effect effect(Event event, long count, List<ChangedRow> base, List<ChangedRow> rollups) {
        var rows = new ArrayList<>(base);
        rows.addAll(rollups);
        return new Effect(count, rows, event);
    }

    /** Writes rows. */
    private interface Writing {
        /** Returns the ids of those that are there now. */
        long[] write();
    }

    /** Writes, and returns the rollup rows that show another value then. */
    private List<ChangedRow> comparing(Table table, long[] rowIds, List<List<CellValue>> contents, Writing writing) {
        var comparisons = new ArrayList<RollupComparison>();
        for (Rollup rollup : catalog.rollupsOver(table.name())) {
            comparisons.add(new RollupComparison(transaction, rollup, table, rowIds, contents));
        }
        var now = writing.write();
        var shown = new ArrayList<ChangedRow>();
        comparisons.forEach(it -> shown.addAll(it.changes(changedRows, now)));
        return shown;
    }
}
