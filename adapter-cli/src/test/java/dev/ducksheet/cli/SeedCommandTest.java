package dev.ducksheet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeedCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder, new TwinWorkbooks());
    }

    @Test
    void a_workbook_is_filled() {
        var result = shell.run("seed", "--workbook", "w", "--products", "7", "--customers", "1", "--sales", "2000");
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo("Filled " + folder.resolve("w") + " with 7 product rows, 1 customer row, 2,000 sales rows"
                        + " and the rollup sales_summary_by_product_family.\n");
    }

    @Test
    void a_workbook_that_has_these_tables_is_refused() {
        shell.given("seed", "--workbook", "w");
        var result = shell.run("seed", "--workbook", "w");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains("product").contains("choose another name or another workbook");
    }

    @Test
    void csv_files_are_written() throws IOException {
        var result = shell.run("seed", "--csv", "out", "--sales", "3", "--seed", "5");
        assertThat(result.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out/sales.csv"))).hasLineCount(4);
        assertThat(folder.resolve("out/product.csv")).exists();
        assertThat(folder.resolve("out/customer.csv")).exists();
    }

    @Test
    void csv_files_that_are_there_are_not_written_over() {
        shell.given("seed", "--csv", "out");
        var result = shell.run("seed", "--csv", "out");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains("product.csv is there already");
    }

    @Test
    void a_folder_that_cannot_be_written_is_away() throws IOException {
        Files.writeString(folder.resolve("out"), "a file");
        var result = shell.run("seed", "--csv", "out/deeper");
        assertThat(result.exitCode()).isEqualTo(ExitCode.AWAY);
        assertThat(result.err()).contains("product.csv cannot be written").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000000001", "many", "99999999999999999999"})
    void sizes_that_make_no_demo_are_usage_errors(String sales) {
        var result = shell.run("seed", "--workbook", "w", "--sales", sales);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(sales);
    }

    @Test
    void a_file_to_import_is_written_with_its_counts() throws IOException {
        var result = shell.run("seed", "--products-file", "p.csv", "--records", "5000", "--seed", "3");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Wrote " + folder.resolve("p.csv") + ".\n" + """
                5,011 records: 5,000 good, 11 to be rejected.
                By sku: 4,666 rows, 334 superseded.
                By sku and name: 4,999 rows, 1 superseded.
                2,221 names.
                """);
        assertThat(Files.readAllBytes(folder.resolve("p.csv"))).startsWith("sku,name,description\n".getBytes(UTF_8));
    }

    @Test
    void the_next_delivery_says_what_it_changes() throws IOException {
        shell.given("seed", "--products-file", "p.csv", "--records", "5000");
        var result = shell.run("seed", "--products-file", "q.csv", "--records", "5000", "--mutated");
        assertThat(result.out())
                .endsWith("After the file without --mutated, by sku: 355 updated, 116 new, 4,311 unchanged.\n");
        assertThat(Files.mismatch(folder.resolve("p.csv"), folder.resolve("q.csv")))
                .isNotNegative();
    }

    @Test
    void a_file_to_import_that_is_there_is_not_written_over() throws IOException {
        Files.writeString(folder.resolve("p.csv"), "mine");
        var result = shell.run("seed", "--products-file", "p.csv");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains("p.csv is there already; remove it, or choose another name");
        assertThat(folder.resolve("p.csv")).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "19", "1000000001", "many"})
    void sizes_that_make_no_file_to_import_are_usage_errors(String records) {
        var result = shell.run("seed", "--products-file", "p.csv", "--records", records);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(records);
        assertThat(folder.resolve("p.csv")).doesNotExist();
    }

    @Test
    void options_of_a_file_to_import_need_its_name() {
        for (var options : List.of(List.of("--mutated"), List.of("--records", "50"))) {
            var result = shell.run(Stream.concat(Stream.of("seed", "--workbook", "w"), options.stream())
                    .toArray(String[]::new));
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err()).contains("--products-file FILE");
        }
    }

    @Test
    void a_server_cannot_be_seeded() {
        var result = shell.run("seed", "--url", "http://localhost:1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("seed needs --workbook FILE");
    }

    @Test
    void progress_is_shown_on_a_terminal_when_it_takes_long() {
        shell.terminal = new Terminal(true, false, false);
        var result = shell.run("seed", "--workbook", "w", "--sales", "1500000");
        assertThat(result.err()).contains("sales  █").contains(" of 1,500,000").endsWith("\r\u001b[K");
        assertThat(result.out()).doesNotContain("█");
    }
}
