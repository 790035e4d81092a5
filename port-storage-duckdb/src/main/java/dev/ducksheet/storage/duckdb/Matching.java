package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Matches;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the rows that conditions match: equalities over the same columns all in one join, the others one by one. */
final class Matching {
    private static final int WORTH_STAGING = 2;

    private final Session session;
    private final Table table;
    private final Column column;
    private final int maxRows;

    Matching(Session session, Table table, Column column, int maxRows) {
        this.session = session;
        this.table = table;
        this.column = column;
        this.maxRows = maxRows;
    }

    Matches match(List<Condition> conditions) throws SQLException {
        var found = new MatchedRows(conditions.size());
        var alone = new ArrayList<Integer>();
        for (var group : groups(conditions).entrySet()) {
            if (group.getKey().isPresent() && group.getValue().size() >= WORTH_STAGING) {
                matchStaged(group.getKey().get(), conditions, group.getValue(), found);
            } else {
                alone.addAll(group.getValue());
            }
        }
        for (int condition : alone) {
            matchAlone(condition, conditions.get(condition), found);
        }
        return found.inOrder();
    }

    /** Groups conditions by the columns that they ask for one value each; the others are a group without columns. */
    private Map<Optional<List<Column>>, List<Integer>> groups(List<Condition> conditions) {
        return IntStream.range(0, conditions.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> conditions.get(i).equalities().flatMap(this::columns),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private Optional<List<Column>> columns(Map<String, CellValue> equalities) {
        var columns = table.askable().stream()
                .filter(it -> equalities.containsKey(it.name()))
                .toList();
        boolean stageable = columns.stream().allMatch(it -> fits(it, equalities));
        return stageable ? Optional.of(columns) : Optional.empty();
    }

    private static boolean fits(Column column, Map<String, CellValue> equalities) {
        var value = equalities.getOrDefault(column.name(), CellValue.none());
        return !value.isNull() && Types.fits(column.type(), value);
    }

    private void matchStaged(List<Column> columns, List<Condition> conditions, List<Integer> group, MatchedRows found)
            throws SQLException {
        var equalities = group.stream()
                .map(i -> conditions.get(i).equalities().orElseThrow())
                .toList();
        var staged = new ArrayList<Staged.Column>();
        staged.add(Staged.longs(group.stream().mapToLong(i -> i).toArray()));
        for (var it : columns) {
            var values = new ArrayList<CellValue>(group.size());
            equalities.forEach(map -> values.add(map.get(it.name())));
            staged.add(Staged.cells(it.type(), values));
        }
        var sql = Sql.of("SELECT s.c0, " + selected() + " FROM " + stagedAs(columns) + " s JOIN "
                + Sql.sheet(table.name()) + " b ON " + on(columns) + " ORDER BY s.c0, " + LeafOrders.by(table));
        try (var rows = session.query(sql, new Staged(group.size(), staged))) {
            read(rows, found, -1);
        }
    }

    private static String stagedAs(List<Column> columns) {
        var selected = new StringBuilder("(SELECT c0");
        for (int i = 0; i < columns.size(); i++) {
            selected.append(", ")
                    .append(Types.unstaged(columns.get(i).type(), "c" + (i + 1)))
                    .append(" AS k")
                    .append(i);
        }
        return selected.append(" FROM ").append(Staging.TABLE).append(")").toString();
    }

    private static String on(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> shown(columns.get(i)) + " = s.k" + i)
                .collect(Collectors.joining(" AND "));
    }

    /** One scan finds the rows in the order of their places; only a key has to be sorted by. */
    private void matchAlone(int index, Condition condition, MatchedRows found) throws SQLException {
        var sql = Sql.of("SELECT " + selected() + " FROM " + Sql.sheet(table.name()) + " b WHERE ")
                .plus(ConditionSql.of(condition, new Joins(table).baseColumns()))
                .plus(LeafOrders.isScanned(table) ? "" : " ORDER BY " + LeafOrders.by(table));
        try (var rows = session.query(sql)) {
            read(rows, found, index);
        }
    }

    private String selected() {
        return maxRows == 0 ? "b.rowid, " + shown(column) : "b.rowid, " + allColumns(table);
    }

    static String askableColumns(Table table) {
        return table.askable().stream().map(Matching::shown).collect(Collectors.joining(", "));
    }

    static String allColumns(Table table) {
        return table.columns().stream().map(Matching::shown).collect(Collectors.joining(", "));
    }

    private static String shown(Column column) {
        return Types.shown(column.type(), Joins.base(column.name()));
    }

    /** Reads matches of condition {@code index}, or, if it is negative, of the condition that the first column names. */
    private void read(Rows rows, MatchedRows found, int index) throws SQLException {
        int from = index < 0 ? 1 : 0;
        while (rows.next()) {
            var condition = rows.column(0);
            var rowIds = rows.column(from);
            var reader = new RowReader(rows, maxRows == 0 ? List.of(column) : table.columns(), from + 1);
            int present = maxRows == 0 ? 0 : table.indexOf(column.name());
            for (int i = 0; i < rows.size(); i++) {
                int of = index < 0 ? (int) condition.getLong(i) : index;
                var row = found.count(of) < maxRows ? reader.row(i) : List.<CellValue>of();
                found.add(of, rowIds.getLong(i), row.isEmpty() ? reader.cell(present, i) : row.get(present), row);
            }
        }
    }
}
