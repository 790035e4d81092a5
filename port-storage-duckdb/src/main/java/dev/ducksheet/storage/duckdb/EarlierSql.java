package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.EarlierTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables as they were, as relations that a statement reads in the place of the tables. What is other now is staged:
 * nothing is written. Columns that are shown only are texts, as their images are.
 */
final class EarlierSql {
    private final Map<String, String> relations = new HashMap<>();
    private final List<Staged> staged = new ArrayList<>();

    EarlierSql(List<EarlierTable> tables) {
        tables.forEach(table -> relations.put(table.table().name(), relation(table)));
    }

    /** Returns the relation in the place of a table: that itself, if it is as it was. */
    String relation(String table) {
        return relations.getOrDefault(table, Sql.sheet(table));
    }

    /** Returns what a statement with the relations reads as {@link Staging#table}. */
    List<Staged> staged() {
        return staged;
    }

    private String relation(EarlierTable earlier) {
        var gone = earlier.gone().isEmpty() ? "" : " UNION ALL " + gone(earlier);
        return "(" + stayed(earlier) + gone + ")";
    }

    private String stage(Staged rows) {
        staged.add(rows);
        return Staging.table(staged.size() - 1);
    }

    /** Selects the rows that are there now and were then, each cell as it was. */
    private String stayed(EarlierTable earlier) {
        var cells = new HashMap<Column, String>();
        var joins = new StringBuilder();
        for (var written : earlier.written()) {
            var type = written.column().type();
            var alias = "w" + cells.size();
            var rows = Staged.of(
                    written.rowIds().length,
                    Staged.longs(written.rowIds()),
                    Staged.cells(type, written.cells().list()));
            joins.append(" LEFT JOIN " + stage(rows) + " " + alias + " ON b.rowid = " + alias + ".c0");
            cells.put(
                    written.column(),
                    "CASE WHEN " + alias + ".c0 IS NULL THEN " + shown(written.column()) + " ELSE "
                            + Types.unstaged(type, alias + ".c1") + " END");
        }
        var columns = earlier.table().askable().stream()
                .map(column -> cells.getOrDefault(column, shown(column)) + " AS " + Sql.column(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + Sql.sheet(earlier.table().name()) + " b" + joins + unlessCame(earlier);
    }

    private static String shown(Column column) {
        return Types.shown(column.type(), Joins.base(column.name()));
    }

    private String unlessCame(EarlierTable earlier) {
        var came = earlier.came();
        return came.length == 0
                ? ""
                : " WHERE b.rowid NOT IN (SELECT c0 FROM " + stage(Staged.of(came.length, Staged.longs(came))) + ")";
    }

    private String gone(EarlierTable earlier) {
        var columns = earlier.table().askable();
        var cells = IntStream.range(0, columns.size())
                .mapToObj(i -> Types.unstaged(columns.get(i).type(), "c" + i) + " AS "
                        + Sql.column(columns.get(i).name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + cells + " FROM " + stage(rows(earlier.table(), earlier.gone()));
    }

    private static Staged rows(Table table, List<List<CellValue>> rows) {
        var columns = new ArrayList<Staged.Column>();
        for (var column : table.askable()) {
            int place = columns.size();
            columns.add(Staged.cells(
                    column.type(), rows.stream().map(row -> row.get(place)).toList()));
        }
        return new Staged(rows.size(), columns);
    }
}
