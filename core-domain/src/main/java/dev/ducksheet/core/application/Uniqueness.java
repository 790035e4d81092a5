package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.RowErrors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What no two rows of a table may have in common: its key, each column that is unique, and each column by which a rollup
 * joins it, since a leaf that found two rows would count twice.
 */
final class Uniqueness {
    private final WorkbookTransaction transaction;
    private final Table table;
    private final Set<List<Column>> sets = new LinkedHashSet<>();
    private final Set<Column> joined;

    /** A row as it is to be. */
    record Image(int number, List<CellValue> cells) {}

    Uniqueness(WorkbookTransaction transaction, Catalog catalog, Table table) {
        this.transaction = transaction;
        this.table = table;
        if (!table.key().isEmpty()) {
            sets.add(table.keyColumns());
        }
        table.columns().stream().filter(Column::unique).forEach(column -> sets.add(List.of(column)));
        joined = catalog.rollupsOver(table.name()).stream()
                .flatMap(rollup -> rollup.joins().stream())
                .filter(join -> join.table().equals(table.name()))
                .map(join -> table.column(join.column()).orElseThrow())
                .collect(Collectors.toSet());
        joined.forEach(column -> sets.add(List.of(column)));
    }

    /** Says whether rows of which these columns are written may come to have something in common. */
    boolean concerns(List<Column> written) {
        return sets.stream().flatMap(List::stream).anyMatch(written::contains);
    }

    /**
     * Refuses images that would have in common what they may not, among each other or with rows that stay.
     *
     * @param written the columns in which they may differ from what is there; other columns are not looked at
     * @param replaced the ids of the rows that they take the place of
     */
    void require(List<Image> images, List<Column> written, long[] replaced) {
        var gone = idsOf(replaced);
        var errors = new RowErrors();
        for (var columns : sets) {
            if (columns.stream().anyMatch(written::contains)) {
                check(images, columns, gone, errors);
            }
        }
        errors.refuse(Reason.DUPLICATE_ROW, images.size());
    }

    /**
     * Refuses cells of one column if a rollup joins by it and a leaf would find two rows. What the table itself forbids,
     * the store refuses.
     *
     * @param rowIds the rows that take these cells, in the same order
     */
    void requireJoinable(Column column, long[] rowIds, List<CellValue> cells) {
        if (!joined.contains(column)) {
            return;
        }
        int place = table.indexOf(column.name());
        var images = new ArrayList<Image>();
        for (var cell : cells) {
            var row = new ArrayList<>(Collections.nCopies(table.columns().size(), CellValue.none()));
            row.set(place, cell);
            images.add(new Image(images.size() + 1, row));
        }
        var errors = new RowErrors();
        check(images, List.of(column), idsOf(rowIds), errors);
        errors.refuse(Reason.DUPLICATE_ROW, images.size());
    }

    private static Set<Long> idsOf(long[] rowIds) {
        return LongStream.of(rowIds).boxed().collect(Collectors.toSet());
    }

    private void check(List<Image> images, List<Column> columns, Set<Long> gone, RowErrors errors) {
        Map<List<CellValue>, Integer> first = new HashMap<>();
        var asked = new ArrayList<Image>();
        for (var image : images) {
            var cells = cells(image.cells(), columns);
            if (cells.stream().anyMatch(CellValue::isNull)) {
                continue;
            }
            var other = first.putIfAbsent(cells, image.number());
            if (other == null) {
                asked.add(image);
            } else {
                errors.add(image.number(), names(columns), shown(cells), "row " + other + " has the same");
            }
        }
        var holders = transaction.find(
                table,
                columns,
                asked.stream().map(image -> cells(image.cells(), columns)).toList());
        for (int i = 0; i < asked.size(); i++) {
            long holder = holders.rowIds()[i];
            if (holder != Holders.NONE && !gone.contains(holder)) {
                errors.add(
                        asked.get(i).number(),
                        names(columns),
                        shown(cells(asked.get(i).cells(), columns)),
                        "there is a row with the same; change that one, or give another");
            }
        }
    }

    private List<CellValue> cells(List<CellValue> row, List<Column> columns) {
        return columns.stream().map(it -> row.get(table.indexOf(it.name()))).toList();
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static CellValue shown(List<CellValue> cells) {
        return CellValue.of(cells.stream().map(CellValue::display).collect(Collectors.joining(", ")));
    }
}
