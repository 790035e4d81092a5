package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Brings the schema {@code ducksheet} of a file to the newest format, by numbered scripts, each in one transaction. */
final class Migrations {
    /** Script i, counted from 1, makes format i out of the one before. */
    private static final List<String> SCRIPTS = List.of(
            "001_workbook.sql",
            "002_tables.sql",
            "003_queries.sql",
            "004_history.sql",
            "005_keys.sql",
            "006_webhooks.sql",
            "007_aggregates.sql",
            "008_head.sql");

    private Migrations() {}

    static void run(Session session, Path file, Supplier<String> epochs) throws SQLException {
        int format = format(session);
        if (format > SCRIPTS.size()) {
            throw new PortUnavailableException(file + " was written by a newer Ducksheet (format " + format
                    + ", this one reads up to " + SCRIPTS.size() + "); update Ducksheet to open it");
        }
        for (int next = format; next < SCRIPTS.size(); next++) {
            apply(session, next, epochs);
        }
    }

    private static int format(Session session) throws SQLException {
        var there = session.texts(Sql.of("""
                SELECT table_name FROM duckdb_tables()
                WHERE database_name = 'workbook' AND schema_name = 'ducksheet' AND table_name = 'state'"""));
        return there.isEmpty()
                ? 0
                : Integer.parseInt(session.texts(Sql.of("SELECT CAST(format AS VARCHAR) FROM workbook.ducksheet.state"))
                        .get(0));
    }

    private static void apply(Session session, int format, Supplier<String> epochs) throws SQLException {
        session.execute("BEGIN TRANSACTION");
        try {
            session.execute(script(SCRIPTS.get(format)));
            if (format == 0) {
                session.update(Sql.of(
                        "INSERT INTO workbook.ducksheet.state VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR), 0, 1, NULL)",
                        1,
                        epochs.get()));
            } else {
                session.update(Sql.of("UPDATE workbook.ducksheet.state SET format = CAST(? AS INTEGER)", format + 1));
            }
            session.execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            session.rollback();
            throw e;
        }
    }

    private static String script(String name) {
        try (var script = Objects.requireNonNull(Migrations.class.getResourceAsStream(name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
