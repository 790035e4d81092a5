package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.testkit.CoreDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads while others edit is told the version that the rows show, neither one more nor one less. */
final class HeadsTest {
    private static final int EDITS = 500;

    @TempDir
    Path folder;

    /** What a reader saw: a version, and the cell, which was set to the version that follows from it. */
    private record Seen(Version version, List<Object> cells) {}

    @Test
    void the_version_is_that_of_the_rows() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(file, "CREATE TABLE t AS SELECT 0::BIGINT AS a");
        var readers = Executors.newFixedThreadPool(2);
        try (var store = Books.open(file);
                var core = CoreDriver.over(store)) {
            var done = new AtomicBoolean();
            var seen = List.of(
                    readers.submit(reading(done, () -> viewed(store))),
                    readers.submit(reading(done, () -> queried(store))));
            for (int version = 1; version <= EDITS; version++) {
                core.submit(CoreDriver.set("t", "a", version, "a >= 0"));
            }
            done.set(true);
            for (var versions : seen) {
                assertConsistent(versions);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    @Test
    void a_reader_of_the_same_version_does_not_set_the_position_back() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.open(file).close();
        try (var database = Database.open(file, Books.SETTINGS)) {
            var heads = new Heads(database.writer());
            var refused = new Reached(Version.ZERO, Optional.of(new QueuePosition("9")));
            heads.beginCommit();
            heads.endCommit(heads.newest().at(refused));
            heads.beginCommit();
            var seen = heads.beginReading(database.reader());
            assertThat(seen.reached().position()).isEmpty();
            assertThat(heads.newest().reached()).isEqualTo(refused);
        }
    }

    private static void assertConsistent(Future<List<Seen>> versions) throws Exception {
        var last = Version.ZERO;
        for (var seen : versions.get()) {
            assertThat(seen.cells()).containsExactly(List.of(Books.cell(seen.version())));
            assertThat(seen.version()).isGreaterThanOrEqualTo(last);
            last = seen.version();
        }
        assertThat(last.number()).isGreaterThan(EDITS / 2);
    }

    private static Callable<List<Seen>> reading(AtomicBoolean done, Callable<Seen> read) {
        return () -> {
            var seen = new ArrayList<Seen>();
            while (!done.get()) {
                seen.add(read.call());
            }
            return seen;
        };
    }

    private static Seen viewed(DuckDbWorkbookStore store) {
        try (var snapshot = store.snapshot()) {
            return new Seen(snapshot.head().version(), List.copyOf(Books.rows(snapshot, Books.table(store, "t"))));
        }
    }

    private static Seen queried(DuckDbWorkbookStore store) {
        var rows = ((QueryResult.Rows) Books.query(store, "SELECT a FROM t")).stream();
        var version = rows.head().version();
        return new Seen(version, List.copyOf(Books.drain(rows)));
    }
}
