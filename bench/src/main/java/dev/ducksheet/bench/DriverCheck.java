package dev.ducksheet.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks the DuckDB driver on the class path, whichever it is, for what the one that is built with does well: to set a
 * string column of many rows from staged ones. 1.5.6 takes less than a second for each of these, 2.0.0 over fifty.
 */
final class DriverCheck implements Scenario {
    private static final List<String> STATEMENTS = List.of(
            "UPDATE t SET name = s.name FROM s WHERE t.id = s.id",
            "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = s.name");

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch();
                var connection = DriverManager.getConnection("jdbc:duckdb:" + scratch.file("check.duckdb"))) {
            report.title("500,000 strings set from staged rows, DuckDB "
                    + connection.getMetaData().getDatabaseProductVersion());
            report.head("statement", "time, commit included");
            for (var statement : STATEMENTS) {
                stage(connection);
                long start = System.nanoTime();
                execute(connection, statement);
                report.row("`" + statement + "`", Report.format("%,d ms", (System.nanoTime() - start) / 1_000_000));
            }
        }
    }

    private static void stage(Connection connection) throws SQLException {
        execute(
                connection,
                "CREATE OR REPLACE TABLE t AS SELECT i AS id, 'name ' || i AS name FROM range(500000) t(i)");
        execute(
                connection,
                "CREATE OR REPLACE TEMP TABLE s AS SELECT i AS id, 'another name ' || i AS name FROM range(500000) t(i)");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
