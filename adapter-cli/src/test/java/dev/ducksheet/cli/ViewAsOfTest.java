package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class ViewAsOfTest {
    private static final String SUMMARY = "sales_summary_by_product_family";

    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private String view(String table, String... options) {
        var words = new ArrayList<>(List.of("view", table, "--format", "csv"));
        words.addAll(List.of(options));
        return shell.run(words.toArray(String[]::new)).out();
    }

    @Test
    void a_table_and_its_totals_are_shown_as_they_were() {
        var sales = view("sales");
        var totals = view(SUMMARY);
        shell.given("set", SUMMARY, "quantity", "1003", "--where", "supplier = 'Collins and Sons'");
        var spread = view("sales");
        var ofCollins = "supplier = 'Collins and Sons'";
        var spreadTotals = view(SUMMARY, "--filter", ofCollins, "--sort", "-quantity");
        shell.given("rows", "delete", "sales", "--where", "product_id = 2");
        assertThat(view("sales")).isNotEqualTo(spread);

        assertThat(view("sales", "--as-of", "0")).isEqualTo(sales).isNotEqualTo(spread);
        assertThat(view(SUMMARY, "--as-of", "0")).isEqualTo(totals).isNotEqualTo(view(SUMMARY));
        assertThat(view("sales", "--as-of", "1")).isEqualTo(spread);
        assertThat(view("sales", "--as-of", "2")).isEqualTo(view("sales"));
        assertThat(view(SUMMARY, "--filter", ofCollins, "--sort", "-quantity", "--as-of", "1"))
                .isEqualTo(spreadTotals);
    }

    @Test
    void what_was_not_or_is_not_known_is_refused() {
        shell.given("tables", "alter", "customer", "--drop", "city");
        var before = shell.run("view", "customer", "--as-of", "0");
        assertThat(before.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(before.err()).contains("version 1 changed the columns of table customer");
        var future = shell.run("view", "customer", "--as-of", "7");
        assertThat(future.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(future.err()).contains("no version 7", "newest is 1");
        assertThat(shell.run("view", "customer", "--as-of", "yesterday").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
