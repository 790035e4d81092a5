package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundRows;
import java.util.ArrayList;
import java.util.Arrays;
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
            return delete(delete.table(), existing(delete.table(), delete.condition(), mostRead(delete.table())));
        }
        if (edit instanceof BoundRows.Import rows) {
            return new RowImporting(transaction, catalog, changedRows).apply(rows);
        }
        return delete(edit.table(), match(edit.table(), everything(edit.table()), mostRead(edit.table())));
    }

    private Matches existing(Table table, Condition condition, int mostRead) {
        var matches = match(table, condition, mostRead);
        if (matches.rowIds().length == 0) {
            throw NodeResolver.noMatch(table.name(), condition);
        }
        return matches;
    }

    /** Finds rows; more of them than {@code mostRead} are not read whole. */
    private Matches match(Table table, Condition condition, int mostRead) {
        return transaction.match(table, table.columns().get(0), List.of(condition), mostRead);
    }

    /** Returns how many of the rows that go are read whole: those that are shown, or kept, or looked up by a rollup. */
    private int mostRead(Table table) {
        if (isDimension(table)) {
            return Integer.MAX_VALUE;
        }
        return transaction.keepsImages() ? Imaging.MOST_DELETED : Change.MAX_BASE_ROWS;
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
        var given = edit.rows().stream()
                .map(row -> new Uniqueness.Image(row.number(), row.cells()))
                .toList();
        new Uniqueness(transaction, catalog, table).require(given, table.columns(), new long[0]);
        var rows = edit.rows().stream().map(BoundRows.GivenRow::cells).toList();
        var compared = comparing(table, new long[0], rows, () -> transaction.insert(table, rows));
        var imaging = new Imaging(transaction, table);
        var images = imaging.made(
                rows.size(),
                () -> new Images.OfRows(
                        table.name(),
                        Images.Updated.none(),
                        imaging.present(compared.rowIds(), rows),
                        Images.Whole.none()));
        return effect(
                new Event.RowsInserted(rows.size(), 0), rows.size(), whole(table, rows), compared.shown(), images);
    }

    private Effect upsert(BoundRows.Upsert edit) {
        var table = edit.table();
        var merge = new RowMerge(transaction, edit);
        var images = merge.images();
        new Uniqueness(transaction, catalog, table).require(images, table.columns(), merge.changedIds());
        var contents = new ArrayList<>(merge.before());
        contents.addAll(merge.changed());
        contents.addAll(merge.added());
        var compared = comparing(table, merge.changedIds(), contents, () -> {
            if (merge.changedIds().length > 0) {
                transaction.replace(table, merge.written(), merge.changedIds(), merge.changed());
            }
            var added = merge.added().isEmpty() ? new long[0] : transaction.insert(table, merge.added());
            return LongStream.concat(LongStream.of(merge.changedIds()), LongStream.of(added))
                    .toArray();
        });
        int inserted = merge.added().size();
        int updated = merge.changed().size();
        return effect(
                new Event.RowsInserted(inserted, updated),
                (long) inserted + updated,
                whole(table, merge.shown()),
                compared.shown(),
                images(table, merge, Arrays.copyOfRange(compared.rowIds(), updated, updated + inserted)));
    }

    private Images images(Table table, RowMerge merge, long[] addedIds) {
        var imaging = new Imaging(transaction, table);
        return imaging.made(
                (long) merge.changedIds().length + addedIds.length,
                () -> new Images.OfRows(
                        table.name(),
                        imaging.updated(merge.written(), merge.changedIds(), merge.before(), merge.changed()),
                        imaging.present(addedIds, merge.added()),
                        Images.Whole.none()));
    }

    private Effect update(BoundRows.Update edit) {
        var table = edit.table();
        var uniqueness = new Uniqueness(transaction, catalog, table);
        boolean whole = isDimension(table) || uniqueness.concerns(edit.columns());
        var matches = existing(table, edit.condition(), whole ? Integer.MAX_VALUE : Change.MAX_BASE_ROWS);
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
        var before = transaction.keepsImages()
                ? edit.columns().stream()
                        .map(column -> transaction.cells(table, column, matches.rowIds()))
                        .toList()
                : List.<CellColumn>of();
        var compared = comparing(table, matches.rowIds(), contents, () -> {
            write(edit, matches.rowIds(), rows);
            return matches.rowIds();
        });
        int count = matches.rowIds().length;
        var names = edit.columns().stream().map(Column::name).toList();
        var after = edit.cells().stream()
                .map(cell -> CellColumn.of(Collections.nCopies(count, cell)))
                .toList();
        return effect(
                new Event.RowsUpdated(names),
                count,
                count > Change.MAX_BASE_ROWS ? List.of() : whole(table, rows),
                compared.shown(),
                new Imaging(transaction, table)
                        .made(
                                count,
                                () -> Images.OfRows.of(
                                        table.name(),
                                        new Images.Updated(
                                                transaction.names(table, matches.rowIds()), names, before, after))));
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
        var images = deleted(table, matches);
        var compared = comparing(table, matches.rowIds(), matches.rows(), () -> {
            if (matches.rowIds().length > 0) {
                transaction.delete(table, matches.rowIds());
            }
            return new long[0];
        });
        return effect(
                new Event.RowsDeleted(),
                matches.rowIds().length,
                told(matches.rows(), row -> changedRows.deleted(table, row)),
                compared.shown(),
                images);
    }

    private Images deleted(Table table, Matches matches) {
        if (matches.rows().size() > Imaging.MOST_DELETED) {
            return new Images.Omitted(
                    table.name(),
                    "it deleted " + matches.rows().size() + " rows, and at most " + Imaging.MOST_DELETED + " are kept");
        }
        var imaging = new Imaging(transaction, table);
        return imaging.made(
                matches.rows().size(),
                () -> new Images.OfRows(
                        table.name(),
                        Images.Updated.none(),
                        Images.Whole.none(),
                        imaging.present(matches.rowIds(), matches.rows())));
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

    private static Effect effect(
            Event event, long count, List<ChangedRow> base, List<ChangedRow> rollups, Images images) {
        var rows = new ArrayList<>(base);
        rows.addAll(rollups);
        return new Effect(count, rows, event, images);
    }

    private RollupComparison.Compared comparing(
            Table table, long[] rowIds, List<List<CellValue>> contents, RollupComparison.Writing writing) {
        return RollupComparison.around(
                transaction, catalog.rollupsOver(table.name()), changedRows, table, rowIds, contents, writing);
    }
}
