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
final class AggregateCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private String rows(String table) {
        return shell.run("view", table, "--format", "csv").out();
    }

    @Test
    void the_rows_of_a_table_are_counted_by_a_column_and_again_when_they_are_asked_for_again() {
        assertThat(shell.run("aggregate", "product", "supplier"))
                .isEqualTo(new Shell.Result(0, "Aggregated product into product_agg, version 1\n", ""));
        assertThat(rows("product_agg")).isEqualTo("supplier,no_of_product\nCollins and Sons,3\nKunde Group,2\n");
        shell.run("set", "product", "supplier", "Collins and Sons", "--where", "product_id = 1");
        assertThat(rows("product_agg")).contains("Collins and Sons,3");

        var again = shell.run("aggregate", "product", "supplier", "--json").out();

        assertThat(again).contains("\"event\":\"table_aggregated\"").contains("\"rows\":2");
        assertThat(rows("product_agg")).isEqualTo("supplier,no_of_product\nCollins and Sons,4\nKunde Group,1\n");
        assertThat(shell.run("updates", "--since", "0").out()).contains("1  product_agg table aggregated");
    }

    @Test
    void names_sums_and_freshness_are_chosen() {
        var made = shell.run(
                "aggregate",
                "sales",
                "product_id,customer_id",
                "--as",
                "bought",
                "--count",
                "times",
                "--sum",
                "quantity=total",
                "--sum",
                "net_price",
                "--refresh",
                "on-change");
        assertThat(made.out()).isEqualTo("Aggregated sales into bought, version 1\n");
        assertThat(rows("bought")).startsWith("product_id,customer_id,times,total,net_price\n1,3,1,19,538.04\n");
        shell.run("set", "sales", "quantity", "20", "--where", "product_id = 1 and customer_id = 3");
        assertThat(rows("bought")).contains("\n1,3,1,20,538.04\n");
        assertThat(shell.run("tables", "drop", "bought", "--yes").out()).isEqualTo("Dropped bought, version 3\n");
    }

    @Test
    void what_cannot_be_is_refused_with_the_reason() {
        assertThat(shell.run("aggregate", "product", "colour").err()).contains("(unknown-column)");
        assertThat(shell.run("aggregate", "product", "name", "--sum", "brand").err())
                .contains("(type-mismatch)")
                .contains("brand is VARCHAR");
        assertThat(shell.run("aggregate", "product", "name", "--as", "sales").err())
                .contains("(already-exists)");
        assertThat(shell.run("aggregate", "nothing", "name").err()).contains("(unknown-table)");
        assertThat(shell.run("aggregate", "product", "name", "--refresh", "hourly")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("aggregate", "product", "name", "--sum", "product_id", "--sum", "product_id")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
