package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Workbooks;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of an earlier format is brought to the newest when it is opened, and nothing of it is lost. */
final class MigrationsTest {
    @TempDir
    Path folder;

    /** Makes a file what the one before 008_head.sql would have been. */
    private static void downgrade(Path file) throws SQLException {
        Books.outside(
                file,
                "ALTER TABLE ducksheet.state ADD COLUMN version BIGINT",
                "ALTER TABLE ducksheet.state ADD COLUMN queue_position VARCHAR",
                "UPDATE ducksheet.state SET format = 7, version ="
                        + " (SELECT max(last_version) FROM ducksheet.update_log), queue_position ="
                        + " (SELECT arg_max(queue_position, rowid) FROM ducksheet.update_log)",
                "DELETE FROM ducksheet.update_log WHERE entries = '[]'",
                "UPDATE ducksheet.update_log SET last_version = NULL WHERE first_version IS NULL",
                "ALTER TABLE ducksheet.update_log DROP COLUMN queue_position");
    }

    @Test
    void a_file_with_versions_stands_where_it_stood() throws SQLException {
        var file = folder.resolve("book.duckdb");
        Version version;
        QueuePosition position;
        try (var store = Books.open(file)) {
            Workbooks.demo(store);
            try (var core = CoreDriver.over(store)) {
                core.submit(CoreDriver.set("sales", "quantity", 7, "product_id = 1"));
                core.submit(CoreDriver.set("sales", "quantity", 8, "product_id = 2"));
                core.submit(CoreDriver.set("sales", "quantity", 8, "product_id = 1000"));
                version = store.head().version();
                position = store.position().orElseThrow();
            }
        }
        downgrade(file);
        try (var store = Books.open(file)) {
            assertThat(store.head().version()).isEqualTo(version);
            assertThat(store.position()).contains(position);
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.changes(Version.ZERO, 9)).hasSize(2);
            }
            try (var core = CoreDriver.over(store, 8)) {
                core.submit(CoreDriver.set("sales", "quantity", 9, "product_id = 1"));
            }
        }
        try (var store = Books.open(file);
                var snapshot = store.snapshot()) {
            assertThat(store.head().version()).isEqualTo(version.next());
            assertThat(snapshot.changes(Version.ZERO, 9)).hasSize(3);
        }
    }

    @Test
    void a_file_in_which_nothing_was_decided_stands_at_the_beginning() throws SQLException {
        var file = folder.resolve("book.duckdb");
        Books.open(file).close();
        downgrade(file);
        Books.outside(file, "UPDATE ducksheet.state SET version = 0");
        try (var store = Books.open(file)) {
            assertThat(store.head().version()).isEqualTo(Version.ZERO);
            assertThat(store.position()).isEmpty();
        }
    }

    @Test
    void a_file_whose_log_was_forgotten_stands_where_it_stood() throws SQLException {
        var file = folder.resolve("book.duckdb");
        Books.open(file).close();
        downgrade(file);
        Books.outside(file, "UPDATE ducksheet.state SET version = 5, oldest_retained = 6, queue_position = '12-0'");
        try (var store = Books.open(file);
                var snapshot = store.snapshot()) {
            assertThat(store.head().version()).isEqualTo(new Version(5));
            assertThat(snapshot.oldestRetained()).isEqualTo(new Version(6));
            assertThat(store.position()).contains(new QueuePosition("12-0"));
        }
    }
}
