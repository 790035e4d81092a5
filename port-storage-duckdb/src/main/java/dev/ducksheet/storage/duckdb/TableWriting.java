package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ColumnSource;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import dev.ducksheet.core.port.out.WorkbookTransaction.InUseException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Creates, alters and drops tables, defines and drops rollups. Looks after the views over them: none may become unreadable. */
final class TableWriting {
    /** A name that no user can choose, for a table that is about to take the place of another. */
    private static final String REBUILT = "\u0001rebuilt";

    private final Session session;

    TableWriting(Session session) {
        this.session = session;
    }

    private interface Change {
        void run() throws SQLException;
    }

    void create(Table table) throws SQLException {
        objecting("table " + table.name(), () -> session.execute(TableDdl.create(table, table.name())));
        Head.writeCatalogChange(session);
    }

    void drop(Table table) throws SQLException {
        keepingViews("table " + table.name(), () -> new Aggregates(session).drop(table));
    }

    void drop(DerivedView view) throws SQLException {
        keepingViews("view " + view.name(), () -> new Aggregates(session).drop(view));
    }

    /** Returns how many rows were written. */
    long aggregate(Aggregation aggregation, Optional<Sheet> before, Sheet made) throws SQLException {
        var rows = new AtomicLong();
        keepingViews(
                "aggregate " + made.name(), () -> rows.set(new Aggregates(session).make(aggregation, before, made)));
        return rows.get();
    }

    /** Throws an {@code UnresolvableException} if a leaf would find two rows of a joined table. */
    void define(RollupDefinition rollup, Map<String, Table> tables) throws SQLException {
        objecting("rollup " + rollup.name(), () -> new Definitions(session).define(rollup, tables));
        Head.writeCatalogChange(session);
    }

    void drop(Rollup rollup) throws SQLException {
        keepingViews("rollup " + rollup.name(), () -> new Definitions(session).drop(rollup.name()));
    }

    void alter(Table before, Table after, List<ColumnSource> columns) throws SQLException {
        var inPlace = new InPlace(before, after, columns);
        keepingViews("table " + before.name(), () -> {
            if (inPlace.isPossible()) {
                for (var statement : inPlace.statements()) {
                    session.execute(statement);
                }
            } else {
                requirePlain(before);
                rebuild(before, after, columns);
            }
        });
    }

    private void keepingViews(String what, Change change) throws SQLException {
        var unreadable = unreadableViews();
        objecting(what, change);
        var broken = unreadableViews();
        broken.removeAll(unreadable);
        if (!broken.isEmpty()) {
            throw new InUseException(what + " is used by " + String.join(", ", broken) + "; drop those first");
        }
        Head.writeCatalogChange(session);
    }

    private List<String> unreadableViews() throws SQLException {
        var views = session.texts(Sql.of("""
                SELECT view_name FROM duckdb_views()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND NOT internal ORDER BY view_name"""));
        views.removeIf(view ->
                session.objectionTo(Sql.of("SELECT * FROM " + Sql.sheet(view))).isEmpty());
        return views;
    }

    /** What DuckDB objects to is no failure of the file: asked again, it would object again. */
    private static void objecting(String what, Change change) throws SQLException {
        try {
            change.run();
        } catch (SQLException e) {
            var reason = Failures.reason(e);
            if (!Failures.isMishap(reason)) {
                throw new ConstraintViolatedException(
                        "DuckDB cannot change " + what + " so: "
                                + reason.lines().findFirst().orElse(reason),
                        e);
            }
            throw e;
        }
    }

    /** Refuses tables that have what a table made here has not: it would get lost. */
    private void requirePlain(Table table) throws SQLException {
        var sql = Sql.of("""
                SELECT constraint_text FROM duckdb_constraints()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND table_name = CAST(? AS VARCHAR)
                  AND (constraint_type NOT IN ('NOT NULL', 'PRIMARY KEY', 'UNIQUE')
                    OR (constraint_type = 'UNIQUE' AND len(constraint_column_names) > 1))
                UNION ALL SELECT 'index ' || index_name FROM duckdb_indexes()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND table_name = CAST(? AS VARCHAR)
                UNION ALL SELECT 'a collation or a generated column' FROM duckdb_tables()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND table_name = CAST(? AS VARCHAR)
                  AND regexp_matches(sql, '\\b(COLLATE|GENERATED)\\b', 'i')""", table.name(), table.name(), table.name());
        var special = session.texts(sql);
        special.addAll(expressions(table));
        if (!special.isEmpty()) {
            throw new ConstraintViolatedException(
                    "table " + table.name() + " was made elsewhere and has " + special.get(0)
                            + ", which this change would lose; make it with DuckDB's own tools",
                    new SQLException("not plain"));
        }
    }

    private List<String> expressions(Table table) throws SQLException {
        var expressions = new ArrayList<String>();
        for (var column : table.columns()) {
            var text = session.texts(Sql.of("""
                    SELECT column_default FROM duckdb_columns()
                    WHERE database_name = 'workbook' AND schema_name = 'main' AND table_name = CAST(? AS VARCHAR)
                      AND column_name = CAST(? AS VARCHAR) AND coalesce(column_default, 'NULL') <> 'NULL'""", table.name(), Sql.columnName(column.name())));
            if (!text.isEmpty() && column.byDefault().isNull()) {
                expressions.add("the default " + text.get(0));
            }
        }
        return expressions;
    }

    /** Fills a new table from the old one, in the order of the rows, and puts it in its place. */
    private void rebuild(Table before, Table after, List<ColumnSource> columns) throws SQLException {
        session.execute(TableDdl.create(after, REBUILT));
        var staged = new ArrayList<Staged.Column>();
        var rowIds = new long[0];
        var targets = new ArrayList<String>();
        var cells = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = after.columns().get(i);
            targets.add(Sql.column(column.name()));
            if (columns.get(i) instanceof ColumnSource.Kept kept) {
                cells.add(Joins.base(kept.column()));
            } else if (columns.get(i) instanceof ColumnSource.Given given) {
                requireSameRows(staged.isEmpty() ? given.rowIds() : rowIds, given.rowIds());
                rowIds = given.rowIds();
                staged.add(Staged.cells(column.type(), given.cells()));
                cells.add(Types.unstaged(column.type(), "s.c" + staged.size()));
            } else {
                cells.add(column.byDefault().isNull() ? "NULL" : Defaults.write(column.byDefault(), column.type()));
            }
        }
        after.rowId().ifPresent(column -> {
            targets.add(Sql.name(column.name()));
            cells.add("b." + Sql.name(column.name()));
        });
        var from = Sql.sheet(before.name()) + " b"
                + (staged.isEmpty() ? "" : " JOIN " + Staging.TABLE + " s ON b.rowid = s.c0");
        var insert = Sql.of("INSERT INTO " + Sql.sheet(REBUILT) + " (" + String.join(", ", targets) + ") SELECT "
                + String.join(", ", cells) + " FROM " + from + " ORDER BY b.rowid");
        staged.add(0, Staged.longs(rowIds));
        session.update(insert, new Staged(rowIds.length, staged));
        session.execute("DROP TABLE " + Sql.sheet(before.name()));
        session.execute("ALTER TABLE " + Sql.sheet(REBUILT) + " RENAME TO " + Sql.name(after.name()));
    }

    private static void requireSameRows(long[] some, long[] others) {
        if (!Arrays.equals(some, others)) {
            throw new IllegalArgumentException("cells of one column are given for other rows than those of another");
        }
    }

    /** What DuckDB can do to a table without touching its rows. */
    private static final class InPlace {
        private final Table before;
        private final Table after;
        private final List<ColumnSource> columns;

        InPlace(Table before, Table after, List<ColumnSource> columns) {
            this.before = before;
            this.after = after;
            this.columns = columns;
        }

        /**
         * Types stay, new columns stand behind with a default that is a plain literal (DuckDB makes several statements
         * of an expression, one of which the locked configuration forbids), and no name passes from one to another.
         */
        boolean isPossible() {
            boolean behind = false;
            for (int i = 0; i < columns.size(); i++) {
                boolean isNew = columns.get(i) instanceof ColumnSource.Default;
                boolean isGiven = columns.get(i) instanceof ColumnSource.Given;
                if (isGiven
                        || (behind && !isNew)
                        || (isNew && !isAddable(after.columns().get(i)))) {
                    return false;
                }
                behind |= isNew;
            }
            return dropped().stream().noneMatch(Column::unique) && passesNoNameOn();
        }

        private static boolean isAddable(Column column) {
            var value = column.byDefault();
            boolean literal = value.isNull()
                    || value instanceof CellValue.Text
                    || (value instanceof CellValue.Exact exact && exact.number().signum() >= 0);
            return literal && !column.unique();
        }

        private boolean passesNoNameOn() {
            var taken = new HashSet<String>();
            before.columns().forEach(column -> taken.add(Names.fold(column.name())));
            for (int i = 0; i < columns.size(); i++) {
                var name = after.columns().get(i).name();
                boolean same = columns.get(i) instanceof ColumnSource.Kept kept
                        && kept.column().equals(name);
                if (!same && taken.contains(Names.fold(name))) {
                    return false;
                }
            }
            return true;
        }

        private List<Column> dropped() {
            var kept = new HashSet<String>();
            columns.forEach(it -> {
                if (it instanceof ColumnSource.Kept same) {
                    kept.add(same.column());
                }
            });
            return before.columns().stream()
                    .filter(it -> !kept.contains(it.name()))
                    .toList();
        }

        List<String> statements() {
            var statements = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++) {
                Column column = after.columns().get(i);
                if (columns.get(i) instanceof ColumnSource.Kept kept
                        && !kept.column().equals(column.name())) {
                    statements.add(
                            alter("RENAME COLUMN " + Sql.column(kept.column()) + " TO " + Sql.column(column.name())));
                } else if (columns.get(i) instanceof ColumnSource.Default) {
                    statements.add(alter("ADD COLUMN " + Sql.column(column.name()) + " "
                            + column.type().sqlName() + TableDdl.byDefault(column)));
                    if (!column.nullable()) {
                        statements.add(alter("ALTER COLUMN " + Sql.column(column.name()) + " SET NOT NULL"));
                    }
                }
            }
            dropped().forEach(column -> statements.add(alter("DROP COLUMN " + Sql.column(column.name()))));
            return statements;
        }

        private String alter(String what) {
            return "ALTER TABLE " + Sql.sheet(after.name()) + " " + what;
        }
    }
}
