package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The rows that a version touched, as they are now, and how they become what they were. */
final class UndoneRows {
    private final WorkbookTransaction transaction;
    private final Table table;
    private final Images.OfRows images;
    private final List<Column> columns;
    private long[] updatedIds;
    private final long[] leavingIds;
    private final List<List<CellValue>> returning;
    private final List<List<CellValue>> leaving;

    UndoneRows(WorkbookTransaction transaction, Table table, Images.OfRows images) {
        this.transaction = transaction;
        this.table = table;
        this.images = images;
        this.columns = images.updated().columns().stream().map(this::column).toList();
        this.updatedIds = found(images.updated().rows());
        this.leavingIds = found(images.inserted().rows());
        this.leaving = rows(leavingIds);
        this.returning = wholeRows(images.deleted());
    }

    private Column column(String name) {
        return table.column(name)
                .orElseThrow(() -> new IllegalStateException("table " + table.name() + " has lost column " + name));
    }

    private long[] found(RowNames names) {
        return names.size() == 0 ? new long[0] : transaction.named(table, names);
    }

    /** Returns whole rows, an empty list where there is none. */
    private List<List<CellValue>> rows(long[] rowIds) {
        var there = LongStream.of(rowIds).filter(rowId -> rowId != Holders.NONE).toArray();
        var whole = transaction.rows(table, there).iterator();
        return LongStream.of(rowIds)
                .mapToObj(rowId -> rowId == Holders.NONE ? List.<CellValue>of() : whole.next())
                .toList();
    }

    /** Returns rows as the table has them now: of columns that came since, their default. */
    private List<List<CellValue>> wholeRows(Images.Whole rows) {
        var places = table.columns().stream()
                .map(column -> rows.columns().indexOf(column.name()))
                .toList();
        var whole = new ArrayList<List<CellValue>>(rows.rows().size());
        for (int i = 0; i < rows.rows().size(); i++) {
            var cells = new ArrayList<CellValue>(places.size());
            for (int j = 0; j < places.size(); j++) {
                cells.add(
                        places.get(j) < 0
                                ? table.columns().get(j).byDefault()
                                : rows.cells().get(places.get(j)).get(i));
            }
            whole.add(cells);
        }
        return whole;
    }

    /** Refuses to take back what has changed since, or what the table can no longer hold. */
    void requireAsLeft(Version version) {
        var conflicts = new Conflicts(version);
        requireCells(conflicts);
        requireInserted(conflicts);
        requireAway(conflicts);
        conflicts.refuse(images.rows());
        requireRestorable(version);
    }

    private void requireCells(Conflicts conflicts) {
        var updated = images.updated();
        var there = IntStream.range(0, updatedIds.length)
                .filter(i -> updatedIds[i] != Holders.NONE)
                .toArray();
        boolean all = there.length == updatedIds.length;
        if (!all) {
            IntStream.range(0, updatedIds.length)
                    .filter(i -> updatedIds[i] == Holders.NONE)
                    .forEach(i -> conflicts.gone(i + 1, updated.rows().display(i)));
        }
        var rowIds = all
                ? updatedIds
                : IntStream.of(there).mapToLong(i -> updatedIds[i]).toArray();
        for (int c = 0; c < columns.size(); c++) {
            var column = columns.get(c);
            var left = all ? updated.after().get(c) : updated.after().get(c).select(there);
            var present = transaction.cells(table, column, rowIds);
            left.differences(present)
                    .forEach(i -> conflicts.changed(
                            there[i] + 1,
                            updated.rows().display(there[i]),
                            column.name(),
                            left.get(i),
                            present.get(i)));
        }
    }

    private void requireInserted(Conflicts conflicts) {
        var inserted = wholeRows(images.inserted());
        int first = updatedIds.length;
        for (int i = 0; i < inserted.size(); i++) {
            var name = images.inserted().rows().display(i);
            if (leaving.get(i).isEmpty()) {
                conflicts.gone(first + i + 1, name);
                continue;
            }
            for (int j = 0; j < inserted.get(i).size(); j++) {
                var left = inserted.get(i).get(j);
                var present = leaving.get(i).get(j);
                if (!left.equals(present)) {
                    conflicts.changed(
                            first + i + 1, name, table.columns().get(j).name(), left, present);
                }
            }
        }
    }

    private void requireAway(Conflicts conflicts) {
        var names = images.deleted().rows();
        var there = found(names);
        int first = updatedIds.length + leavingIds.length;
        for (int i = 0; i < there.length; i++) {
            if (there[i] != Holders.NONE) {
                conflicts.back(first + i + 1, names.display(i));
            }
        }
    }

    private void requireRestorable(Version version) {
        for (int j = 0; j < table.columns().size() && !returning.isEmpty(); j++) {
            var column = table.columns().get(j);
            int place = j;
            boolean isLost = column.type() instanceof ColumnType.Opaque
                    && returning.stream().anyMatch(row -> !row.get(place).isNull());
            boolean isLacking = !column.nullable()
                    && returning.stream().anyMatch(row -> row.get(place).isNull());
            if (isLost || isLacking) {
                throw new RefusedException(
                        Reason.NOT_UNDOABLE,
                        "/version",
                        "version " + version + " cannot be taken back, because column " + column.name() + " of table "
                                + table.name() + (isLost ? " is shown only" : " takes no empty cell")
                                + "; insert the rows instead");
            }
        }
    }

    /** Refuses rows that would have in common what they may not. */
    void requireUnique(Catalog catalog) {
        var uniqueness = new Uniqueness(transaction, catalog, table);
        var rows = new ArrayList<>(returning);
        var written = new ArrayList<>(returning.isEmpty() ? columns : table.columns());
        if (uniqueness.concerns(columns)) {
            rows.addAll(restored());
        }
        if (rows.isEmpty()) {
            return;
        }
        var numbered = IntStream.range(0, rows.size())
                .mapToObj(i -> new Uniqueness.Image(i + 1, rows.get(i)))
                .toList();
        uniqueness.require(numbered, written, presentIds());
    }

    /** Returns the rows that were updated, as they are to be again. */
    private List<List<CellValue>> restored() {
        var restored = new ArrayList<List<CellValue>>();
        for (var row : transaction.rows(table, updatedIds)) {
            var cells = new ArrayList<>(row);
            for (int c = 0; c < columns.size(); c++) {
                cells.set(
                        table.indexOf(columns.get(c).name()),
                        images.updated().before().get(c).get(restored.size()));
            }
            restored.add(cells);
        }
        return restored;
    }

    /** Says whether all that there is to do is to write one measure, by which no rollup places leaves. */
    boolean isOneMeasure(Catalog catalog) {
        return columns.size() == 1
                && !moveWholeRows()
                && columns.get(0).type().isNumeric()
                && catalog.rollupsOver(table.name()).stream()
                        .noneMatch(rollup -> rollup.isAddressedBy(
                                new ColumnRef(table.name(), columns.get(0).name())));
    }

    /** Returns the amounts of the one measure: those that are there, or those to come. */
    Amounts amounts(boolean present) {
        var cells = present ? images.updated().after() : images.updated().before();
        return cells.get(0).amounts(columns.get(0).type());
    }

    boolean moveWholeRows() {
        return leavingIds.length > 0 || !returning.isEmpty();
    }

    List<Column> columns() {
        return columns;
    }

    /** Returns the one column that is written; empty if there are several or whole rows. */
    String column() {
        return columns.size() == 1 && !moveWholeRows() ? columns.get(0).name() : "";
    }

    long[] updatedIds() {
        return updatedIds;
    }

    /** Returns the ids of all rows that are there and will change or go. */
    long[] presentIds() {
        return LongStream.concat(LongStream.of(updatedIds), LongStream.of(leavingIds))
                .toArray();
    }

    /** Returns the rows that will go. */
    List<List<CellValue>> leaving() {
        return leaving;
    }

    /** Returns the rows that come back. */
    List<List<CellValue>> returning() {
        return returning;
    }

    /** Returns all rows as they are and as they are to be. */
    List<List<CellValue>> contents() {
        return Stream.of(transaction.rows(table, updatedIds), restored(), leaving, returning)
                .flatMap(List::stream)
                .toList();
    }

    /** Makes the rows what they were; returns the ids of those that are there then. */
    long[] write() {
        if (leavingIds.length > 0) {
            transaction.delete(table, leavingIds);
        }
        writeCells();
        var back = returning.isEmpty() ? new long[0] : restore();
        return LongStream.concat(LongStream.of(updatedIds), LongStream.of(back)).toArray();
    }

    /** Puts rows back, by which the others may get other ids. */
    private long[] restore() {
        var names = updatedIds.length == 0 ? RowNames.none() : transaction.names(table, updatedIds);
        var back = transaction.restore(table, images.deleted().rows(), returning);
        updatedIds = found(names);
        return back;
    }

    private void writeCells() {
        if (updatedIds.length == 0) {
            return;
        }
        if (columns.size() > 1 && updatedIds.length <= Change.MAX_BASE_ROWS) {
            transaction.replace(table, columns, updatedIds, restored());
            return;
        }
        for (int c = 0; c < columns.size(); c++) {
            if (images.updated().before().get(c) instanceof CellColumn.Counted counted) {
                transaction.write(table, columns.get(c), updatedIds, counted.amounts());
            } else {
                transaction.write(
                        table,
                        columns.get(c),
                        updatedIds,
                        images.updated().before().get(c).list());
            }
        }
    }

    /** Returns what is to be kept of it, when it is written, so that it can be taken back in turn. */
    Images images() {
        var imaging = new Imaging(transaction, table);
        return imaging.made(images.rows(), () -> {
            var updated = images.updated();
            var names = updatedIds.length == 0 ? RowNames.none() : transaction.names(table, updatedIds);
            return new Images.OfRows(
                    table.name(),
                    updated.back(names),
                    returning.isEmpty()
                            ? Images.Whole.none()
                            : imaging.whole(images.deleted().rows(), returning),
                    leavingIds.length == 0
                            ? Images.Whole.none()
                            : imaging.whole(images.inserted().rows(), leaving));
        });
    }
}
