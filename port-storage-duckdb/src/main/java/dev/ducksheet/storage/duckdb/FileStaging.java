package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads one file into a database of its own, which the workbook then merges from:
 *
 * <ul>
 *   <li>{@code rows}: the records that could be read, in the order of the file; their cells c0, c1 and so on, fitted to the
 *       columns; {@code bad} for a misfit, the place of the column to blame times two, plus one if its cell is missing;
 *       or -1, and {@code odd} says why; and the {@code texts} of misfits
 *   <li>{@code broken}: the records that could not be read
 *   <li>{@code fallen}: the rows that a later one of their key supersedes, by their row ids
 *   <li>{@code meta}: the columns, as they were
 * </ul>
 */
final class FileStaging {
    private static final String KEY_MISSING = "is of the key and must not be empty";

    private final Session engine;
    private final Job job;
    private final Table table;

    /** @param engine with the database that is filled as the default one, empty */
    FileStaging(Session engine, Job job, Table table) {
        this.engine = engine;
        this.job = job;
        this.table = table;
    }

    /** What is known of the rows when all are there. */
    RowCounts stage(SpooledFile file) throws SQLException, IOException {
        var selection = RowFormat.of(file, job.spec()).select(engine, file, job.spec(), table);
        fill(selection);
        noteBroken();
        requireClosedQuotes();
        noteColumns(selection);
        noteFallen(selection.columns());
        return counts(selection);
    }

    private void fill(RowSelection selection) throws SQLException {
        var columns = selection.columns();
        var values = IntStream.range(0, columns.size())
                .mapToObj(i -> CellFitting.value(columns.get(i), "t" + i) + " AS v" + i)
                .collect(Collectors.joining(", "));
        var cells = IntStream.range(0, columns.size())
                .mapToObj(i -> "v" + i + " AS c" + i)
                .collect(Collectors.joining(", "));
        var texts =
                IntStream.range(0, columns.size()).mapToObj(i -> "t" + i).collect(Collectors.joining(", ", "[", "]"));
        engine.execute("CREATE TABLE rows AS SELECT " + cells + ", bad, odd, CASE WHEN bad IS NOT NULL THEN " + texts
                + " END AS texts FROM (SELECT *, " + bad(columns) + " AS bad FROM (SELECT *, " + values + " FROM ("
                + selection.sql() + ")))");
    }

    private String bad(List<Column> columns) {
        var cases = new StringBuilder("CASE WHEN odd IS NOT NULL THEN -1");
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (column.type() != ColumnType.Simple.TEXT) {
                cases.append(" WHEN t")
                        .append(i)
                        .append(" IS NOT NULL AND v")
                        .append(i)
                        .append(" IS NULL THEN ");
                cases.append(2 * i);
            }
            if (isOfKey(column) && column.type() == ColumnType.Simple.TEXT) {
                cases.append(" WHEN t")
                        .append(i)
                        .append(" IS NULL OR trim(t")
                        .append(i)
                        .append(") = '' THEN ");
                cases.append(2 * i + 1);
            } else if (isOfKey(column) || !column.nullable()) {
                cases.append(" WHEN t").append(i).append(" IS NULL THEN ").append(2 * i + 1);
            }
        }
        return cases.append(" END").toString();
    }

    private boolean isOfKey(Column column) {
        return job.spec().merging().key().contains(column.name());
    }

    /** A record may be broken in several ways; the first is told. */
    private void noteBroken() throws SQLException {
        engine.execute("CREATE TABLE broken AS SELECT line AS record, any_value(column_name ORDER BY column_idx) AS"
                + " place, any_value(error_message ORDER BY column_idx) AS reason, any_value(csv_line) AS text,"
                + " line - row_number() OVER (ORDER BY line) + 1 AS before FROM "
                + (hasRejects()
                        ? "reject_errors"
                        : "(SELECT NULL::BIGINT AS line, NULL::VARCHAR AS column_name,"
                                + " NULL::VARCHAR AS error_message, NULL::VARCHAR AS csv_line, 0 AS column_idx WHERE FALSE)")
                + " GROUP BY line ORDER BY line");
    }

    /** A quote that is never closed swallows the rest of the file, of which nobody can then say where its records end. */
    private void requireClosedQuotes() throws SQLException {
        var open = engine.texts(Sql.of("SELECT CAST(record AS VARCHAR) FROM broken WHERE record = (SELECT max(record)"
                + " FROM broken) AND (length(text) - length(replace(text, '\"', ''))) % 2 = 1 AND reason LIKE"
                + " '%quote%'"));
        if (!open.isEmpty()) {
            throw new UnreadableException("record " + open.get(0)
                    + " opens a quote that is never closed, so that nobody can say where the records behind it end; close"
                    + " it, or say that there are no quotes");
        }
    }

    private boolean hasRejects() throws SQLException {
        return !engine.texts(Sql.of(
                        "SELECT table_name FROM duckdb_tables() WHERE temporary AND table_name = 'reject_errors'"))
                .isEmpty();
    }

    private void noteColumns(RowSelection selection) throws SQLException {
        engine.execute("CREATE TABLE meta (name VARCHAR, type VARCHAR, nullable BOOLEAN, first_record INTEGER)");
        for (var column : selection.columns()) {
            engine.update(Sql.of(
                    "INSERT INTO meta VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS BOOLEAN),"
                            + " CAST(? AS INTEGER))",
                    column.name(),
                    column.type().sqlName(),
                    column.nullable(),
                    selection.firstRecord()));
        }
    }

    /**
     * Returns the columns that were noted of a file, as they were then: name, type, and whether it takes an empty cell.
     *
     * @param database where the tables are, with a point behind it
     */
    static List<Column> notedColumns(Session session, String database) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var rows = session.query(Sql.of("SELECT name, type, nullable FROM " + database + "meta ORDER BY rowid"))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    columns.add(new Column(
                            rows.column(0).getString(i),
                            Types.parse(rows.column(1).getString(i)),
                            rows.column(2).getBoolean(i)));
                }
            }
        }
        return columns;
    }

    private void noteFallen(List<Column> columns) throws SQLException {
        var key = keys(columns, job.spec().merging());
        if (key.isEmpty()) {
            engine.execute("CREATE TABLE fallen (place BIGINT, by_place BIGINT)");
            return;
        }
        var named = IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i) + " AS k" + i)
                .collect(Collectors.joining(", "));
        var names = IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        // scanned twice, which is faster than to keep the keys of all rows
        engine.execute("CREATE TABLE fallen AS WITH good AS NOT MATERIALIZED (SELECT rowid AS place, " + named
                + " FROM rows WHERE bad IS NULL), standing AS (SELECT " + names + ", max(place) AS by_place FROM good"
                + " GROUP BY " + names + " HAVING count(*) > 1) SELECT place, by_place FROM good JOIN standing USING ("
                + names + ") WHERE place <> by_place ORDER BY place");
    }

    /** Returns the expressions by which rows of the file are the same row. */
    static List<String> keys(List<Column> columns, Merging merging) {
        var keys = new ArrayList<String>();
        for (var name : merging.key()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    keys.add(folded(columns.get(i), merging, "c" + i));
                }
            }
        }
        return keys;
    }

    /** Returns an expression that is the same for cells that count as the same in a key. */
    static String folded(Column column, Merging merging, String expression) {
        return merging.ignoresCase() && column.type() == ColumnType.Simple.TEXT
                ? "lower(" + expression + ")"
                : expression;
    }

    private RowCounts counts(RowSelection selection) throws SQLException {
        try (var rows =
                engine.query(Sql.of("SELECT (SELECT count(*) FROM rows), (SELECT count(*) FROM rows WHERE bad IS"
                        + " NOT NULL), (SELECT count(*) FROM broken), (SELECT count(*) FROM fallen)"))) {
            rows.next();
            long kept = rows.column(0).getLong(0);
            long bad = rows.column(1).getLong(0);
            long broken = rows.column(2).getLong(0);
            requireGood(selection, bad + broken, kept - bad);
            return new RowCounts(kept + broken, 0, 0, 0, rows.column(3).getLong(0), bad + broken, 0);
        }
    }

    private void requireGood(RowSelection selection, long rejected, long good) throws SQLException {
        if (rejected > 0 && job.spec().merging().misfits() == Merging.Misfits.REFUSED) {
            throw new UnreadableException(rejected + (rejected == 1 ? " row does" : " rows do")
                    + " not fit, and none is to be left out: " + first(selection));
        }
        if (good == 0 && rejected > 0) {
            throw new UnreadableException("none of the " + rejected + " rows fits: " + first(selection));
        }
        if (good == 0 && job.spec().merging().mode() == Merging.Mode.REPLACE) {
            throw new UnreadableException("the file has no row to replace those of " + table.name()
                    + " with; to empty the table, delete its rows");
        }
    }

    private String first(RowSelection selection) throws SQLException {
        var first = new Rejects(selection.columns(), job.spec().merging()).sql("", "");
        try (var rows = engine.query(Sql.of("SELECT CAST(record AS VARCHAR), reason FROM (" + first + ") LIMIT 1"))) {
            rows.next();
            return "record " + rows.column(0).getString(0) + ": "
                    + rows.column(1).getString(0);
        }
    }

    /** Tells misfits with their reasons. */
    record Rejects(List<Column> columns, Merging merging) {
        /**
         * Returns the query of misfits in the order of the file: record, column, reason, text.
         *
         * @param database where the tables are, with a point behind it; empty for the default
         * @param more more of them, as a query of place, column and reason behind UNION ALL; empty for none
         */
        String sql(String database, String more) {
            var names = columns.stream().map(it -> Sql.literal(it.name())).collect(Collectors.joining(", ", "[", "]"));
            var bad = "SELECT rowid AS place, CASE WHEN bad >= 0 THEN (" + names + ")[bad // 2 + 1] END AS cell, "
                    + reasons() + " AS reason, " + joined("texts") + " AS text FROM " + database
                    + "rows WHERE bad IS NOT NULL";
            var late = more.isEmpty()
                    ? ""
                    : " UNION ALL SELECT m.place, m.cell, m.reason, " + joined(cells("r.")) + " FROM (" + more
                            + ") m JOIN " + database + "rows r ON r.rowid = m.place";
            return "SELECT record, cell AS \"column\", reason, text FROM (SELECT record, place AS cell, reason, text FROM "
                    + database + "broken UNION ALL " + numbered(database, "(" + bad + late + ")") + ") ORDER BY record";
        }

        private String cells(String alias) {
            return IntStream.range(0, columns.size())
                    .mapToObj(i -> "CAST(" + alias + "c" + i + " AS VARCHAR)")
                    .collect(Collectors.joining(", ", "[", "]"));
        }

        private static String joined(String texts) {
            return "list_aggregate(list_transform(" + texts + ", lambda x: coalesce(x, '')), 'string_agg', ',')";
        }

        /** Broken records have numbers of their own; the others are counted around them. */
        static String numbered(String database, String rows) {
            return "SELECT record, cell, reason, text FROM (SELECT r.place + f.first + coalesce(b.so_far, 0) AS record,"
                    + " r.cell, r.reason, r.text FROM " + rows
                    + " r CROSS JOIN (SELECT any_value(first_record) AS first"
                    + " FROM " + database + "meta) f ASOF LEFT JOIN (SELECT before, max(so_far) AS so_far FROM"
                    + " (SELECT before, row_number() OVER (ORDER BY record) AS so_far FROM " + database
                    + "broken) GROUP BY before) b ON r.place + f.first >= b.before)";
        }

        private String reasons() {
            var cases = new StringBuilder("CASE bad WHEN -1 THEN odd");
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                var is = "column " + column.name() + " is " + column.type().sqlName() + ": it ";
                cases.append(" WHEN ").append(2 * i).append(" THEN ");
                cases.append(Sql.literal(is + "does not take '"))
                        .append(" || texts[")
                        .append(i + 1)
                        .append("] || ");
                cases.append(Sql.literal("'; give " + CellFitting.remedy(column.type())));
                cases.append(" WHEN ").append(2 * i + 1).append(" THEN ");
                cases.append(Sql.literal(
                        merging.key().contains(column.name())
                                ? "column " + column.name() + " " + KEY_MISSING
                                : is + "takes no empty cell; give a value"));
            }
            return cases.append(" END").toString();
        }
    }
}
