package dev.ducksheet.bench;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.duckdb.DuckDBConnection;

/** The floor: DuckDB itself through JDBC, with the threads and the checkpoints that a workbook is run with. */
final class BareEngine implements AutoCloseable {
    private final DuckDBConnection connection;

    private BareEngine(DuckDBConnection connection) {
        this.connection = connection;
    }

    /** Opens a new file with the tables of {@link SampleWorkbook}. */
    static BareEngine create(Path file) throws SQLException {
        SampleWorkbook.create(file);
        return open(file);
    }

    /** Opens a file. */
    static BareEngine open(Path file) throws SQLException {
        var properties = new Properties();
        properties.put("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
        properties.put("checkpoint_threshold", "64MB");
        return new BareEngine((DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, properties));
    }

    DuckDBConnection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs in a transaction; the commit counts. */
    Timing.Round inTransaction(Timing.Action action) {
        return Timing.of(() -> {
            execute("BEGIN TRANSACTION");
            action.run();
            execute("COMMIT");
        });
    }

    /** Sets single cells all in one: appended to a temporary table, joined in one UPDATE. */
    void setByStagedJoin(long[] ids, RandomGenerator random) throws SQLException {
        execute("CREATE OR REPLACE TEMP TABLE staged (id BIGINT, q BIGINT)");
        try (var appender = connection.createAppender("temp", "main", "staged")) {
            for (long id : ids) {
                appender.beginRow()
                        .append(id)
                        .append((long) random.nextInt(1000))
                        .endRow();
            }
        }
        execute("UPDATE item SET q = staged.q FROM staged WHERE item.id = staged.id");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
