package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class HistoryAndUndoTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private String view(String table) {
        return shell.run("view", table, "--format", "csv").out();
    }

    @Test
    void an_edit_is_taken_back_and_done_again() {
        var before = view("customer");
        shell.given("set", "customer", "city", "Lyon", "--where", "customer_id = 1");
        var after = view("customer");

        assertThat(shell.run("undo", "1"))
                .isEqualTo(new Shell.Result(0, "Took version 1 back: 1 row of customer, version 2\n", ""));
        assertThat(view("customer")).isEqualTo(before).isNotEqualTo(after);
        assertThat(shell.run("undo", "2", "--json").out()).contains("\"version\":3", "\"undone\":2");
        assertThat(view("customer")).isEqualTo(after);
    }

    @Test
    void a_spread_is_taken_back_as_a_unit() {
        var sales = view("sales");
        var totals = view("sales_summary_by_product_family");
        shell.given(
                "set",
                "sales_summary_by_product_family",
                "quantity",
                "1003",
                "--where",
                "supplier = 'Collins and Sons'");
        assertThat(view("sales")).isNotEqualTo(sales);
        shell.given("undo", "1");
        assertThat(view("sales")).isEqualTo(sales);
        assertThat(view("sales_summary_by_product_family")).isEqualTo(totals);
    }

    @Test
    void what_changed_since_is_refused_and_named() {
        shell.given("set", "customer", "city", "Lyon", "--where", "customer_id = 1")
                .given("set", "customer", "city", "Bonn", "--where", "customer_id = 1");
        var result = shell.run("undo", "1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains("version 1", "customer_id = 1", "left Lyon", "Bonn");
    }

    @Test
    void what_is_no_version_is_refused() {
        assertThat(shell.run("undo", "one").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("undo").exitCode()).isEqualTo(ExitCode.USAGE);
        var future = shell.run("undo", "7");
        assertThat(future.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(future.err()).contains("no version 7");
    }

    @Test
    void the_history_shows_cells_before_and_after() {
        shell.given("set", "customer", "capacity", "81", "--where", "customer_id = 1", "--editor", "ana")
                .given("rows", "delete", "customer", "--where", "customer_id = 2", "--editor", "bob")
                .given("undo", "1", "--editor", "ana");

        var lines = shell.run("history", "--column", "capacity", "--format", "csv")
                .out()
                .lines()
                .toList();
        assertThat(lines.get(0)).isEqualTo("version,at,editor,event,table,row,column,before,after");
        assertThat(lines.get(1)).startsWith("3,").contains(",undone,customer,customer_id=1,capacity,81,");
        assertThat(lines.get(2)).startsWith("2,").contains(",rows_deleted,customer,customer_id=2,capacity,");
        assertThat(lines.get(3))
                .startsWith("1,")
                .contains(",cells_updated,customer,customer_id=1,capacity,")
                .endsWith(",81");
        assertThat(lines).hasSize(4);

        assertThat(shell.run("history", "--table", "customer", "--filter", "customer_id = 2", "--format", "csv")
                        .out()
                        .lines())
                .hasSize(8)
                .allMatch(line -> line.startsWith("version") || line.contains("rows_deleted"));
        assertThat(shell.run("history", "--since", "2", "--json").out())
                .contains("\"undone\"")
                .doesNotContain("cells_updated");
        assertThat(shell.run("history", "--limit", "1").out())
                .contains("undone")
                .doesNotContain("cells_updated");
    }

    @Test
    void a_wrong_question_is_refused() {
        assertThat(shell.run("history", "--filter", "customer_id = 1").exitCode())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.run("history", "--since", "x").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("history", "--table", "nothing", "--filter", "a = 1")
                        .exitCode())
                .isEqualTo(ExitCode.REFUSED);
    }
}
