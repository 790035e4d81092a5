package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever keeps a file from being opened is told in one sentence, and the file is as it was. */
final class OpeningTest {
    @TempDir
    Path folder;

    private void assertRefused(Path file, String... words) throws IOException {
        var before = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        assertThatThrownBy(() -> Books.open(file))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("SQL")
                .hasMessageNotContaining("Error");
        assertThat(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0])
                .isEqualTo(before);
    }

    private Path workbook() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.open(file).close();
        return file;
    }

    @Test
    void a_file_that_another_process_has_open_is_refused_with_its_number() throws Exception {
        var file = workbook();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // where newer JDKs warn of native code
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("open");
            assertRefused(file, "is open in process " + process.pid(), "use --url");
        } finally {
            process.outputWriter().close();
            process.waitFor();
        }
        Books.open(file).close();
    }

    /** Holds a workbook open until its input ends. */
    static final class Holder {
        public static void main(String[] arguments) throws IOException {
            var store = Books.open(Path.of(arguments[0]));
            System.out.println("open");
            System.in.read();
            store.close();
        }
    }

    @Test
    void a_file_that_this_process_has_open_is_refused_whatever_it_is_called() throws Exception {
        var file = workbook();
        var link = Files.createSymbolicLink(folder.resolve("link.duckdb"), file);
        try (var store = Books.open(file)) {
            assertRefused(file, "open already in this process");
            assertRefused(link, "open already in this process");
            assertThat(store.head().version().number()).isZero();
        }
        Books.open(link).close();
    }

    @Test
    void a_directory_is_no_workbook() throws Exception {
        assertRefused(Files.createDirectory(folder.resolve("dir.duckdb")), "is a directory");
    }

    @Test
    void a_folder_that_does_not_exist_is_not_made() throws Exception {
        var file = folder.resolve("none").resolve("book.duckdb");
        assertRefused(file, "does not exist", "create it first");
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void a_file_of_something_else_is_refused() throws Exception {
        var file = folder.resolve("notes.txt");
        Files.writeString(file, "no database at all, but long enough to look at\n".repeat(500));
        assertRefused(file, "is no DuckDB file");
        Files.write(file, new byte[0]);
        assertRefused(file, "is no DuckDB file");
    }

    @Test
    void a_damaged_file_is_refused() throws Exception {
        var file = workbook();
        var whole = Files.readAllBytes(file);
        var flipped = whole.clone();
        for (int i = 4096; i < 12_288; i++) {
            flipped[i] ^= 0x55;
        }
        Files.write(file, flipped);
        assertRefused(file, "is damaged", "restore it");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(file, "is damaged", "restore it");
        Files.write(file, whole);
        Books.open(file).close();
    }

    @Test
    void a_file_of_a_newer_ducksheet_is_refused() throws Exception {
        var file = workbook();
        Books.outside(file, "UPDATE book.ducksheet.state SET format = 1000");
        assertRefused(file, "newer Ducksheet", "format 1000", "update Ducksheet");
    }

    @Test
    void a_place_that_cannot_be_written_is_refused() {
        var file = Path.of("/proc/book.duckdb");
        assertThatThrownBy(() -> Books.open(file)).isInstanceOf(PortUnavailableException.class);
    }

    @Test
    void the_name_of_the_file_may_be_anything() {
        for (var name : List.of("main", "ducksheet", "workbook", "temp", "o'neil \"q\"", "é😀 x", "a;b--")) {
            var file = folder.resolve(name + ".duckdb");
            Books.open(file).close();
            try (var store = Books.open(file)) {
                assertThat(store.catalog().sheets()).isEmpty();
            }
        }
    }

    @Test
    void each_new_workbook_gets_an_epoch_of_its_own_and_keeps_it() {
        var one = folder.resolve("one.duckdb");
        String epoch;
        try (var store = Books.open(one);
                var other = Books.open(folder.resolve("other.duckdb"))) {
            epoch = store.head().epoch();
            assertThat(other.head().epoch()).isNotEqualTo(epoch);
        }
        try (var store = Books.open(one)) {
            assertThat(store.head().epoch()).isEqualTo(epoch);
        }
    }

    @Test
    void a_relative_path_without_a_folder_is_fine() throws IOException {
        var file = Path.of("opening-test-" + ProcessHandle.current().pid() + ".duckdb");
        try {
            Books.open(file).close();
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .contains("DUCK");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
