package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.RowMerger;
import dev.ducksheet.core.port.out.WorkbookTransaction.RowsNotReadyException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Merges what was read of a file, in the writer's transaction. First a plan: for each row of the file that stands, the row
 * of the table that it is, and whether it differs. Then one statement each for what changes, goes and comes, in the order
 * that was measured to be the fastest; no row passes through Java.
 */
final class StagedMerger implements RowMerger {
    private static final String PLAN = "temp.main.import_plan";

    private final Session session;
    private final Failures failures;
    private final Table table;
    private final Merging merging;
    private final DuckDbImports imports;
    private final UpdateId job;
    private final String stage;
    private final List<Column> columns = new ArrayList<>();
    private final boolean mayMove;
    private final Runnable beforeWriting;
    private boolean deletes;
    private boolean leftOut;
    private long inserted;
    private long updated;
    private long unchanged;
    private long deleted;
    private long lastPlace = -1;

    /**
     * Plans.
     *
     * @param indexes tells which columns give a row another place when they are written
     * @param beforeWriting has forgotten what is remembered of the table
     */
    StagedMerger(
            Session session,
            Failures failures,
            DuckDbImports imports,
            Table table,
            UpdateId job,
            Merging merging,
            Indexes indexes,
            Runnable beforeWriting)
            throws SQLException {
        this.beforeWriting = beforeWriting;
        this.session = session;
        this.failures = failures;
        this.imports = imports;
        this.table = table;
        this.job = job;
        this.merging = merging;
        this.stage = Sql.name(DuckDbImports.database(job)) + ".";
        takeColumns();
        this.mayMove = others().stream().anyMatch(column -> indexes.mayMove(table, column));
        this.deletes = merging.mode() == Merging.Mode.REPLACE;
        plan();
        leaveOut();
        keepThoseOfMisfits();
        count();
    }

    /** Takes the columns of the file as the table has them. */
    private void takeColumns() throws SQLException {
        for (var noted : FileStaging.notedColumns(session, stage)) {
            columns.add(table.column(noted.name())
                    .filter(it -> it.type().equals(noted.type()) && it.nullable() == noted.nullable())
                    .orElseThrow(() -> new RowsNotReadyException("column " + noted.name() + " of " + table.name()
                            + " is another since the file was read; retry the job")));
        }
    }

    private List<Column> others() {
        return columns.stream()
                .filter(column -> !merging.key().contains(column.name()))
                .toList();
    }

    private String cell(Column column) {
        return "c" + columns.indexOf(column);
    }

    /** The rows of the file that stand. */
    private String standing() {
        return "(SELECT rowid AS place, * FROM " + stage + "rows WHERE bad IS NULL AND rowid NOT IN (SELECT place FROM "
                + stage + "fallen))";
    }

    private void plan() throws SQLException {
        var differs = others().stream()
                .map(column -> Joins.base(column.name()) + " IS DISTINCT FROM s." + cell(column))
                .collect(Collectors.joining(" OR "));
        var what = "CASE WHEN b.rowid IS NULL THEN 'new' WHEN " + (differs.isEmpty() ? "FALSE" : differs)
                + " THEN 'other' ELSE 'same' END";
        session.execute("CREATE OR REPLACE TEMP TABLE import_plan AS SELECT s.place, "
                + (merging.key().isEmpty()
                        ? "CAST(NULL AS BIGINT) AS target, 'new' AS what FROM " + standing() + " s"
                        : "b.rowid AS target, " + what + " AS what FROM " + standing() + " s LEFT JOIN "
                                + Sql.sheet(table.name()) + " b ON " + sameKey()));
        if (!merging.key().isEmpty() && !isKeyOfTable()) {
            requireOneTarget();
        }
    }

    private String sameKey() {
        var keys = FileStaging.keys(columns, merging);
        return IntStream.range(0, keys.size())
                .mapToObj(i -> {
                    var column = table.column(merging.key().get(i)).orElseThrow();
                    return FileStaging.folded(column, merging, Joins.base(column.name())) + " = "
                            + FileStaging.folded(column, merging, "s." + cell(column));
                })
                .collect(Collectors.joining(" AND "));
    }

    private boolean isKeyOfTable() {
        return !merging.ignoresCase() && Set.copyOf(merging.key()).equals(Set.copyOf(table.key()));
    }

    private void requireOneTarget() throws SQLException {
        var sql = "SELECT concat_ws(', ', "
                + FileStaging.keys(columns, merging).stream()
                        .map(it -> "CAST(" + it + " AS VARCHAR)")
                        .collect(Collectors.joining(", "))
                + ") FROM " + stage + "rows WHERE rowid IN (SELECT place FROM " + PLAN
                + " WHERE target IS NOT NULL GROUP BY place HAVING count(*) > 1 LIMIT 1)";
        var twice = session.texts(Sql.of(sql));
        if (!twice.isEmpty()) {
            throw new RowsNotReadyException("several rows of " + table.name() + " have "
                    + String.join(", ", merging.key()) + " = '" + FileColumns.shown(twice.get(0))
                    + "', so that the file does not say which to change; take a key that names one row");
        }
    }

    /** Notes what only shows beside the rows that are there, plans nothing for it, and keeps it for who sent it. */
    private void leaveOut() throws SQLException {
        var misfits = misfits();
        if (misfits.isEmpty()) {
            return;
        }
        session.execute("CREATE OR REPLACE TEMP TABLE import_misfits AS SELECT place, any_value(cell) AS cell,"
                + " any_value(reason) AS reason FROM (" + String.join(" UNION ALL ", misfits) + ") GROUP BY place");
        var first = session.texts(Sql.of("SELECT reason FROM temp.main.import_misfits ORDER BY place LIMIT 1"));
        if (first.isEmpty()) {
            return;
        }
        session.execute("COPY (SELECT * FROM temp.main.import_misfits ORDER BY place) TO "
                + Sql.literal(imports.misfits(job).toString()) + " (FORMAT parquet)");
        if (merging.misfits() == Merging.Misfits.REFUSED) {
            throw new RowsNotReadyException("a row does not fit, and none is to be left out: " + first.get(0));
        }
        leftOut = true;
        session.execute("UPDATE " + PLAN + " SET what = 'misfit' WHERE place IN (SELECT place FROM"
                + " temp.main.import_misfits)");
    }

    /**
     * Plans nothing for the rows of the table that a misfit of the file names, so that a replacement leaves them. Of a
     * record that could not be read as a whole nobody can say which row it names.
     */
    private void keepThoseOfMisfits() throws SQLException {
        if (deletes && !merging.key().isEmpty()) {
            session.execute("INSERT INTO " + PLAN + " SELECT s.place, b.rowid, 'misfit' FROM (SELECT rowid AS place, *"
                    + " FROM " + stage + "rows WHERE bad >= 0) s JOIN " + Sql.sheet(table.name()) + " b ON "
                    + sameKey());
        }
    }

    private List<String> misfits() {
        var misfits = new ArrayList<String>();
        if (merging.mode() == Merging.Mode.INSERT && !merging.key().isEmpty()) {
            misfits.add("SELECT place, " + Sql.literal(merging.key().get(0)) + " AS cell, "
                    + Sql.literal("a row with that key is there already; to change it, upsert")
                    + " AS reason FROM " + PLAN + " WHERE target IS NOT NULL");
        }
        table.columns().stream()
                .filter(column -> column.isRequired() && !columns.contains(column))
                .forEach(column -> misfits.add("SELECT place, " + Sql.literal(column.name()) + " AS cell, "
                        + Sql.literal("the row is new, and column " + column.name()
                                + " is not in the file; it takes no empty cell and has no default")
                        + " AS reason FROM " + PLAN + " WHERE what = 'new'"));
        unique().forEach(columnsOfOne -> misfits.add(twice(columnsOfOne)));
        return misfits;
    }

    /** Returns the sets of columns in which no two rows may hold the same, as far as the file could break that. */
    private List<List<Column>> unique() {
        var sets = new ArrayList<List<Column>>();
        var seen = new HashSet<Set<String>>();
        if (isKeyOfTable()) {
            seen.add(Set.copyOf(table.key()));
        }
        if (!table.key().isEmpty() && seen.add(Set.copyOf(table.key()))) {
            sets.add(table.keyColumns());
        }
        table.columns().stream()
                .filter(column -> column.unique() && seen.add(Set.of(column.name())))
                .forEach(column -> sets.add(List.of(column)));
        sets.removeIf(set -> !columns.containsAll(set));
        return sets;
    }

    /** Rows that would hold what another row of the table holds, or what a later row of the file does. */
    private String twice(List<Column> set) {
        var cells = set.stream().map(this::cell).collect(Collectors.joining(", "));
        var same = set.stream()
                .map(column -> Joins.base(column.name()) + " = s." + cell(column))
                .collect(Collectors.joining(" AND "));
        var rows = "(SELECT p.place, p.target, " + cells + " FROM " + PLAN + " p JOIN " + stage
                + "rows r ON r.rowid = p.place WHERE p.what <> 'same')";
        var at = Sql.literal(set.get(0).name());
        var names = set.stream().map(Column::name).collect(Collectors.joining(", "));
        var reason = Sql.literal("another row has the same in " + names + ", which is unique");
        var complete = set.stream().map(column -> cell(column) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return "SELECT s.place, " + at + " AS cell, " + reason + " AS reason FROM " + rows + " s JOIN "
                + Sql.sheet(table.name()) + " b ON " + same + " WHERE b.rowid IS DISTINCT FROM s.target"
                + " UNION ALL SELECT place, " + at + ", " + reason
                + " FROM (SELECT place, row_number() OVER (PARTITION BY "
                + cells + " ORDER BY place DESC) AS nth FROM " + rows + " WHERE " + complete + ") WHERE nth > 1";
    }

    private void count() throws SQLException {
        try (var rows = session.query(Sql.of("SELECT count(*) FILTER (what = 'new'), count(*) FILTER (what = 'other'),"
                + " count(*) FILTER (what = 'same') FROM " + PLAN))) {
            rows.next();
            inserted = rows.column(0).getLong(0);
            updated = rows.column(1).getLong(0);
            unchanged = rows.column(2).getLong(0);
        }
        if (deletes) {
            try (var rows = session.query(Sql.of("SELECT count(*) FROM " + gone()))) {
                rows.next();
                deleted = rows.column(0).getLong(0);
            }
        }
    }

    /** The rows of the table that the file does not name. */
    private String gone() {
        return Sql.sheet(table.name()) + " b WHERE b.rowid NOT IN (SELECT target FROM " + PLAN
                + " WHERE target IS NOT NULL)";
    }

    @Override
    public long inserted() {
        return inserted;
    }

    @Override
    public long updated() {
        return updated;
    }

    @Override
    public long unchanged() {
        return unchanged;
    }

    @Override
    public long deleted() {
        return deleted;
    }

    @Override
    public long[] toUpdate() {
        return ids("SELECT target FROM " + PLAN + " WHERE what = 'other' ORDER BY place", updated);
    }

    @Override
    public long[] toDelete() {
        return deleted == 0 ? new long[0] : ids("SELECT b.rowid FROM " + gone() + " ORDER BY b.rowid", deleted);
    }

    private long[] ids(String sql, long count) {
        return failures.translating(() -> {
            var ids = new long[Math.toIntExact(count)];
            int filled = 0;
            try (var rows = session.query(Sql.of(sql))) {
                while (rows.next()) {
                    var column = rows.column(0);
                    for (int i = 0; i < rows.size(); i++) {
                        ids[filled++] = column.getLong(i);
                    }
                }
            }
            return ids;
        });
    }

    @Override
    public void write() {
        beforeWriting.run();
        failures.translating(() -> {
            try (var rows = session.query(Sql.of("SELECT max(rowid) FROM " + Sql.sheet(table.name())))) {
                lastPlace = rows.next() ? rows.column(0).getLong(0, -1) : -1;
            }
            if (deleted > 0) {
                session.execute("DELETE FROM " + Sql.sheet(table.name()) + " WHERE rowid IN (SELECT b.rowid FROM "
                        + gone() + ")");
            }
            if (updated > 0) {
                update();
            }
            if (inserted > 0) {
                insert();
            }
        });
    }

    /** In the order of the table: in any other, DuckDB takes a hundred times as long for texts. */
    private void update() throws SQLException {
        var set = others().stream()
                .map(column -> Sql.column(column.name()) + " = s." + cell(column))
                .collect(Collectors.joining(", "));
        session.execute("UPDATE " + Sql.sheet(table.name()) + " b SET " + set + " FROM (SELECT p.target, r.* FROM "
                + stage + "rows r JOIN " + PLAN + " p ON p.place = r.rowid WHERE p.what = 'other' ORDER BY p.target) s"
                + " WHERE b.rowid = s.target");
    }

    private void insert() throws SQLException {
        var names = columns.stream().map(column -> Sql.column(column.name())).collect(Collectors.joining(", "));
        var cells = columns.stream().map(column -> "r." + cell(column)).collect(Collectors.joining(", "));
        session.execute("INSERT INTO " + Sql.sheet(table.name()) + " (" + names + ") SELECT " + cells + " FROM "
                + (areAllNew() ? standing() + " r" : chosen()));
    }

    /** A scan keeps the order of the file by itself, and sorts nothing. */
    private boolean areAllNew() {
        return updated == 0 && unchanged == 0 && !leftOut;
    }

    private String chosen() {
        return stage + "rows r JOIN " + PLAN + " p ON p.place = r.rowid WHERE p.what = 'new' ORDER BY p.place";
    }

    @Override
    public long[] written() {
        return mayMove && updated > 0
                ? ids(
                        "SELECT b.rowid FROM " + PLAN + " p JOIN " + stage + "rows s ON s.rowid = p.place JOIN "
                                + Sql.sheet(table.name()) + " b ON " + sameKey()
                                + " WHERE p.what = 'other' ORDER BY p.place",
                        updated)
                : toUpdate();
    }

    @Override
    public long[] added() {
        var moved = mayMove && updated > 0 ? written() : new long[0];
        var all = ids(
                "SELECT rowid FROM " + Sql.sheet(table.name()) + " WHERE rowid > " + lastPlace + " ORDER BY rowid",
                inserted
                        + Arrays.stream(moved)
                                .filter(place -> place > lastPlace)
                                .count());
        var others = new HashSet<Long>();
        for (long place : moved) {
            others.add(place);
        }
        return Arrays.stream(all).filter(place -> !others.contains(place)).toArray();
    }

    @Override
    public void close() {
        try {
            session.execute("DROP TABLE IF EXISTS temp.main.import_plan");
            session.execute("DROP TABLE IF EXISTS temp.main.import_misfits");
        } catch (SQLException e) {
            // the transaction failed before, and ends with its temporary tables
        }
    }
}
