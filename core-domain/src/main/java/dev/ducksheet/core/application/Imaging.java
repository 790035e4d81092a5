package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.util.List;
import java.util.function.Supplier;

/** Makes the images of the rows that an edit of one table touches, if anybody keeps them. */
final class Imaging {
    /** Whole rows travel as objects: more of them that go at once are not kept. */
    static final int MOST_DELETED = 100_000;

    private final WorkbookTransaction transaction;
    private final Table table;

    Imaging(WorkbookTransaction transaction, Table table) {
        this.transaction = transaction;
        this.table = table;
    }

    /** Returns the images of one column, when it is written. */
    Images written(Column column, long[] rowIds, CellColumn before, CellColumn after) {
        return made(
                rowIds.length,
                () -> Images.OfRows.of(
                        table.name(),
                        new Images.Updated(
                                transaction.names(table, rowIds),
                                List.of(column.name()),
                                List.of(before),
                                List.of(after))));
    }

    /**
     * Returns what {@code images} makes, which it is asked for only if it is kept: many rows without a name could neither
     * be asked for nor taken back.
     */
    Images made(long rows, Supplier<? extends Images> images) {
        if (!transaction.keepsImages()) {
            return Images.none();
        }
        return table.identity() == Table.Identity.PLACE && rows > Change.MAX_BASE_ROWS
                ? new Images.Omitted(
                        table.name(), "the rows of table " + table.name() + " have neither a key nor numbers")
                : images.get();
    }

    /** Returns the images of columns of rows, when they are written. */
    Images.Updated updated(
            List<Column> columns, long[] rowIds, List<List<CellValue>> before, List<List<CellValue>> after) {
        return new Images.Updated(
                transaction.names(table, rowIds),
                columns.stream().map(Column::name).toList(),
                columns(columns, before),
                columns(columns, after));
    }

    /** Returns the images of whole rows. */
    Images.Whole whole(RowNames names, List<List<CellValue>> rows) {
        return new Images.Whole(
                names, table.columns().stream().map(Column::name).toList(), columns(table.columns(), rows));
    }

    /** Returns the images of rows that are there. */
    Images.Whole present(long[] rowIds, List<List<CellValue>> rows) {
        return whole(transaction.names(table, rowIds), rows);
    }

    private List<CellColumn> columns(List<Column> columns, List<List<CellValue>> rows) {
        return columns.stream()
                .map(column -> table.indexOf(column.name()))
                .map(place ->
                        CellColumn.of(rows.stream().map(row -> row.get(place)).toList()))
                .toList();
    }
}
