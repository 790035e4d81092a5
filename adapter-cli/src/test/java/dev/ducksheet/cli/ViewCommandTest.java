package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class ViewCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    @Test
    void rows_are_aligned_for_people_with_numbers_to_the_right_and_null_visible() {
        var result = shell.run(
                "view",
                "customer",
                "--columns",
                "type,capacity,chain",
                "--filter",
                "customer_id <= 3",
                "--sort",
                "-capacity");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                        type          capacity  chain
                        ────────────  ────────  ───────────────────────
                        GroceryStore       179  Anderson, Hintz and Rowe
                        Restaurant         137  Schultz-Collins
                        Bar                 57  NULL
                        """.replace("───────────────────────\n", "────────────────────────\n"));
    }

    @Test
    void a_rollup_is_shown_like_a_table() {
        var result = shell.run(
                "view",
                "sales_summary_by_product_family",
                "--filter",
                "grouping_set_id = 3",
                "--sort",
                "supplier,invoice_date_month",
                "--columns",
                "supplier,invoice_date_month,quantity",
                "--format",
                "csv");
        assertThat(result.out()).isEqualTo("""
                        supplier,invoice_date_month,quantity
                        Collins and Sons,2024-01,107
                        Collins and Sons,2024-02,88
                        Collins and Sons,2024-03,168
                        Kunde Group,2024-01,19
                        Kunde Group,2024-03,175
                        """);
    }

    @Test
    void the_pivot_and_the_unpivot_are_shown() {
        assertThat(shell.run("view", "pivoted_sales", "--format", "csv").out())
                .startsWith("product_id,2024-01,2024-02,2024-03\n");
        assertThat(shell.run("view", "unpivoted_sales", "--format", "csv").out())
                .startsWith("product_id,customer_id,invoice_date,measure,value\n");
    }

    @Test
    void json_has_columns_and_rows() {
        var result = shell.run("view", "sales", "--columns", "invoice_date,net_price", "--limit", "2", "--json");
        assertThat(result.out()).isEqualTo("""
                        {"columns": [{"name":"invoice_date","type":"DATE"},{"name":"net_price","type":"DECIMAL(18,2)"}], "rows": [
                          {"invoice_date":"2024-03-31","net_price":2778.09},
                          {"invoice_date":"2024-03-15","net_price":749.07}
                        ]}
                        """);
    }

    @Test
    void ndjson_has_a_row_on_each_line() {
        var result = shell.run("view", "sales", "--columns", "quantity", "--limit", "2", "--format", "NDJSON");
        assertThat(result.out()).isEqualTo("{\"quantity\":97}\n{\"quantity\":60}\n");
    }

    @Test
    void a_long_table_is_cut_for_people_and_says_so_and_is_whole_for_machines() {
        shell.given("seed", "--workbook", "long", "--sales", "250");
        var table = shell.run("view", "sales", "--workbook", "long");
        assertThat(table.out()).hasLineCount(102);
        assertThat(table.err()).contains("There are more rows than these 100; --limit N shows more");
        assertThat(shell.run("view", "sales", "--workbook", "long", "--limit", "200")
                        .out())
                .hasLineCount(202);
        var csv = shell.run("view", "sales", "--workbook", "long", "--format", "csv");
        assertThat(csv.out()).hasLineCount(251);
        assertThat(csv.err()).isEmpty();
    }

    @Test
    void a_table_that_just_fits_says_nothing_of_more() {
        shell.given("seed", "--workbook", "just", "--sales", "100");
        assertThat(shell.run("view", "sales", "--workbook", "just").err()).isEmpty();
    }

    @Test
    void what_is_not_there_is_refused() {
        var table = shell.run("view", "seles");
        assertThat(table.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(table.err()).contains("seles").endsWith("(unknown-table)\n");
        assertThat(shell.run("view", "sales", "--columns", "no").err()).endsWith("(unknown-column)\n");
        assertThat(shell.run("view", "sales", "--filter", "1 = 1").err()).endsWith("(malformed-condition)\n");
    }

    @Test
    void contradictions_and_nonsense_are_usage_errors() {
        assertThat(shell.run("view", "sales", "--json", "--format", "csv"))
                .extracting(Shell.Result::exitCode)
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("view", "sales", "--limit", "0").err()).contains("ask for 1 row or more");
        assertThat(shell.run("view", "sales", "--format", "xml").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void parquet_is_a_file_on_standard_output_and_not_on_a_terminal() throws Exception {
        assertThat(shell.run("view", "sales", "--columns", "quantity", "--format", "parquet"))
                .isEqualTo(new Shell.Result(ExitCode.DONE, "", ""));
        var file = Files.write(folder.resolve("sales.parquet"), shell.bytes.toByteArray());
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var rows =
                        duckdb.createStatement().executeQuery("SELECT count(*), sum(quantity) FROM '" + file + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(10);
            assertThat(rows.getLong(2)).isEqualTo(557);
        }
        assertThat(shell.temporary).isEmptyDirectory();

        shell.terminal = new Terminal(true, true, false);
        assertThat(shell.run("view", "sales", "--format", "parquet"))
                .returns(ExitCode.USAGE, Shell.Result::exitCode)
                .extracting(Shell.Result::err)
                .asString()
                .contains("--format parquet > rows.parquet");
        assertThat(shell.run("holds", "list", "--format", "parquet").err()).contains("take csv, json or ndjson");
    }

    @Test
    void colours_are_for_terminals_alone() {
        shell.terminal = new Terminal(true, true, true);
        assertThat(shell.run("view", "sales").out()).contains("\u001b[1m");
        shell.terminal = Terminal.of(java.util.Map.of("NO_COLOR", "1"), "out,err");
        assertThat(shell.run("view", "sales").out()).doesNotContain("\u001b");
        shell.terminal = Terminal.of(java.util.Map.of(), "err");
        assertThat(shell.run("view", "sales").out()).doesNotContain("\u001b");
    }
}
