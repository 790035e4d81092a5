package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class SetCommandTest {
    private static final String ROLLUP = "sales_summary_by_product_family";
    private static final String NODE = "supplier = 'Collins and Sons' AND invoice_date_month = '2024-03'";

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
    void a_cell_of_a_table_is_set() {
        var result = shell.run("set", "sales", "quantity", "7", "--where", "product_id = 2");
        assertThat(result).isEqualTo(new Shell.Result(0, "Updated sales.quantity: 2 rows, version 1\n", ""));
        assertThat(column("quantity", "product_id = 2")).isEqualTo("quantity\n7\n7\n");
    }

    @Test
    void a_total_is_spread() {
        var result = shell.run("set", ROLLUP, "quantity", "300", "--where", NODE);
        assertThat(result.out()).isEqualTo("Updated " + ROLLUP + ".quantity: 4 rows, version 1\n");
        assertThat(column("quantity", "product_id IN (2, 3, 4) AND invoice_date >= DATE '2024-03-01'"))
                .isEqualTo("quantity\n107\n107\n9\n77\n");
    }

    @Test
    void a_dry_run_shows_a_tree_and_changes_nothing() {
        var result = shell.run("set", ROLLUP, "quantity", "300", "--where", NODE, "--dry-run");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("""
                        sales_summary_by_product_family.quantity  168 → 300
                        ├─ Lindgren  108 → 193  rounded up by 1 unit
                        └─ Nader      60 → 107
                        A dry run: it would write 4 rows on top of version 0; nothing has changed.
                        """);
        assertThat(shell.run("updates").out()).isEmpty();
    }

    @Test
    void outcomes_and_plans_come_as_json_too() {
        var plan = shell.run("set", ROLLUP, "quantity", "300", "--where", NODE, "--dry-run", "--json");
        assertThat(plan.out())
                .matches("(?s)\\{\"status\":\"planned\",\"cursor\":\"[a-z0-9]+-0\",.*")
                .contains("{\"label\":\"Nader\",\"before\":60,\"after\":107,\"remainder\":0}");
        var outcome = shell.run("set", "sales", "net_price", "7.5", "--where", "product_id = 2", "--json");
        assertThat(outcome.out())
                .matches("\\{\"status\":\"applied\",\"update_id\":\"[-0-9a-f]{36}\",\"version\":1,"
                        + "\"table\":\"sales\",\"column\":\"net_price\",\"rows\":2}\n");
    }

    @Test
    void a_value_may_be_negative_or_empty_or_added() {
        shell.given("set", "sales", "quantity", "-5", "--where", "product_id = 2");
        shell.given("set", "sales", "quantity", "NULL", "--where", "product_id = 3");
        shell.given("set", "sales", "quantity", "-1", "--op", "add", "--where", "product_id = 2");
        shell.given("set", "sales", "quantity", "1.5", "--op", "multiply", "--where", "product_id = 4");
        assertThat(column("quantity", "product_id IN (2, 3)")).isEqualTo("quantity\n-6\n\n\n\n-6\n");
        assertThat(column("quantity", "product_id = 4")).isEqualTo("quantity\n8\n65\n");
    }

    @Test
    void in_a_text_column_digits_are_text() {
        shell.given("set", "product", "family", "42", "--where", "product_id = 1");
        assertThat(shell.run("view", "product", "--filter", "family = '42'", "--columns", "family", "--format", "csv")
                        .out())
                .isEqualTo("family\n42\n");
    }

    @Test
    void the_ways_to_spread_are_passed_on() {
        shell.given("set", ROLLUP, "quantity", "400", "--where", NODE, "--method", "equal", "--over", "leaves");
        assertThat(column("quantity", "product_id IN (2, 3, 4) AND invoice_date >= DATE '2024-03-01'"))
                .isEqualTo("quantity\n100\n100\n100\n100\n");
        shell.given("set", ROLLUP, "quantity", "500", "--where", NODE, "--hold", "brand = 'Nader'");
        assertThat(column("quantity", "product_id = 3 AND invoice_date >= DATE '2024-03-01'"))
                .isEqualTo("quantity\n100\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    seles | quantity | 7  | product_id = 2  | unknown-table
                    sales | quality  | 7  | product_id = 2  | unknown-column
                    sales | quantity | x  | product_id = 2  | type-mismatch
                    sales | quantity | 7  | product_id = 99 | no-match
                    sales | quantity | 7  | product_id      | malformed-condition
                    """)
    void what_cannot_be_done_is_refused_with_its_reason(
            String table, String column, String value, String where, String slug) {
        var result = shell.run("set", table, column, value, "--where", where);
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("ducksheet: ")
                .endsWith("(" + slug + ")\n")
                .hasLineCount(1);
    }

    @Test
    void a_stale_edit_is_refused_and_a_fresh_one_is_not() {
        var stale = shell.run("set", ROLLUP, "quantity", "300", "--where", NODE, "--expected", "167");
        assertThat(stale.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(stale.err()).contains("168").endsWith("(stale)\n");
        assertThat(shell.run("set", ROLLUP, "quantity", "300", "--where", NODE, "--expected", "168")
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--op, divide, '--op is ''divide''; it is one of set, add, multiply'",
        "--method, fair, '--method is ''fair''; it is one of proportional, equal'",
        "--over, cousins, '--over is ''cousins''; it is one of children, leaves'"
    })
    void a_choice_that_there_is_not_is_a_usage_error(String flag, String value, String message) {
        var result = shell.run("set", "sales", "quantity", "7", "--where", "product_id = 2", flag, value);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).startsWith("ducksheet: " + message).contains("Try 'ducksheet set --help'.");
    }

    @Test
    void a_condition_must_be_given() {
        var result = shell.run("set", "sales", "quantity", "7");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--where");
    }

    private String column(String column, String filter) {
        return shell.run("view", "sales", "--columns", column, "--filter", filter, "--format", "csv")
                .out();
    }
}
