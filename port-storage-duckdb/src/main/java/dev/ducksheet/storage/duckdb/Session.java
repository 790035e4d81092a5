package dev.ducksheet.storage.duckdb;

import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;
import org.jspecify.annotations.Nullable;

/** One connection and all that is ever done with it. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());

    private final DuckDBConnection connection;
    private final Plans plans = new Plans(this);
    private volatile @Nullable DuckDBPreparedStatement running;

    Session(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Runs a query. Until the rows are closed, the session does nothing else. */
    Rows query(Sql sql) throws SQLException {
        var statement = prepare(sql);
        return new Rows(statement, statement.query());
    }

    /** Runs a query that reads {@code staged}. */
    Rows query(Sql sql, Staged staged) throws SQLException {
        return Staging.with(staged, () -> query(sql));
    }

    /** Runs a query that reads several tables that are staged together. */
    Rows query(Sql sql, List<Staged> staged) throws SQLException {
        return Staging.with(staged, () -> query(sql));
    }

    /** Runs a query that is asked often and reads little: its plan is kept. */
    Rows queryOften(Sql sql) throws SQLException {
        return plans.query(sql);
    }

    /** Runs a statement that returns no rows; says how many it changed. */
    long update(Sql sql) throws SQLException {
        return plans.update(sql, List.of());
    }

    /** Runs a statement that reads {@code staged}; says how many rows it changed. */
    long update(Sql sql, Staged staged) throws SQLException {
        return plans.update(sql, List.of(staged));
    }

    /** Runs DDL or the like. */
    void execute(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            running = statement.unwrap(DuckDBPreparedStatement.class);
            statement.execute(text);
        } finally {
            running = null;
        }
    }

    /** Ends what {@link #execute} runs, from another thread. */
    void interrupt() {
        var statement = running;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "what was to be ended has ended", e);
        }
    }

    /** Returns how far what {@link #execute} runs is, asked by another thread; nothing if that is not known. */
    Optional<QueryProgress> progress() {
        var statement = running;
        try {
            return Optional.ofNullable(statement == null ? null : statement.getQueryProgress())
                    .filter(progress -> progress.getPercentage() >= 0);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Prepares a statement and drops it: says DuckDB's objection, if it has one. */
    Optional<SQLException> objectionTo(Sql sql) {
        try {
            connection.prepare(sql.text()).close();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Returns the first column of the rows, none of which is NULL. */
    List<String> texts(Sql sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var rows = query(sql)) {
            while (rows.next()) {
                var column = rows.column(0);
                for (int i = 0; i < rows.size(); i++) {
                    texts.add(column.getString(i));
                }
            }
        }
        return texts;
    }

    /**
     * Appends to a table; the rows become part of the running transaction. To be flushed before it is closed: closing
     * says nothing of rows that could not be appended.
     */
    DuckDBAppender appender(String schema, String table) throws SQLException {
        return connection.createAppender("workbook", schema, table);
    }

    DuckDBConnection connection() {
        return connection;
    }

    DuckDBPreparedStatement prepare(Sql sql) throws SQLException {
        var statement = connection.prepare(sql.text());
        try {
            bind(statement, sql);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Gives a statement its parameters. */
    static void bind(DuckDBPreparedStatement statement, Sql sql) throws SQLException {
        for (int i = 0; i < sql.parameters().size(); i++) {
            statement.setObject(i + 1, sql.parameters().get(i));
        }
    }

    /** Undoes the running transaction, if there is one. */
    void rollback() throws SQLException {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            if (!connection.isClosed() && !Failures.reason(e).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
