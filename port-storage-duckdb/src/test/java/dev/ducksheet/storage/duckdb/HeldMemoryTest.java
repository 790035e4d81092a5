package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeldMemoryTest {
    @TempDir
    Path folder;

    @Test
    void an_open_workbook_holds_memory_and_a_closed_one_none() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(file, "CREATE TABLE t AS SELECT range AS n FROM range(100000)");
        var store = Books.open(file);
        try {
            assertThat(store.memoryHeld()).isPositive();
        } finally {
            store.close();
        }
        assertThat(store.memoryHeld()).isZero();
    }
}
