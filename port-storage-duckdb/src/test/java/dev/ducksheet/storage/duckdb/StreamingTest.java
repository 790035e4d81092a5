package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.out.ViewQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many rows a view has, it streams in memory that does not grow with them. */
final class StreamingTest {
    private static final int ROWS = 1_000_000;
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void a_view_of_a_million_rows_needs_little_memory() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(file, """
                CREATE TABLE t AS SELECT i AS a, i % 1000 AS b, (i / 7)::DECIMAL(18, 2) AS c,
                  DATE '2024-01-01' + (i % 360)::INTEGER AS d, 'text of some length ' || i AS e, i::DOUBLE AS f
                FROM range(1000000) x(i)""");
        try (var store = Books.open(file)) {
            readAll(store, ROWS);
            long before = resident();
            long heap = readAll(store, ROWS);
            assertThat(heap).as("heap").isLessThan(16 * MEGABYTE);
            assertThat(resident() - before).as("resident memory").isLessThan(48 * MEGABYTE);
        }
    }

    /** Reads every cell and returns by how much the live heap grew meanwhile. */
    private static long readAll(DuckDbWorkbookStore store, int expected) {
        var sheet = store.catalog().sheet("t").orElseThrow();
        long before = liveHeap();
        long grown = 0;
        int rows = 0;
        try (var snapshot = store.snapshot();
                var stream = snapshot.view(
                        new ViewQuery(sheet, sheet.columns(), List.of(), List.of(), Long.MAX_VALUE, List.of()))) {
            while (stream.next()) {
                var batch = stream.batch();
                for (int row = 0; row < batch.size(); row++) {
                    assertThat(batch.getLong(0, row)).isEqualTo(rows + row);
                    assertThat(batch.getText(4, row)).isNotEmpty();
                }
                rows += batch.size();
                if (rows > expected / 2 && grown == 0) {
                    grown = liveHeap() - before;
                }
            }
        }
        assertThat(rows).isEqualTo(expected);
        return grown;
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Returns the process's resident memory without the heap's, which the collector gives back when it likes. */
    private static long resident() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                long total = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                return total
                        - ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getCommitted();
            }
        }
        throw new IOException("/proc/self/status says nothing of VmRSS");
    }
}
