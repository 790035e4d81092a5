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
final class SheetListTest {
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
    void tables_and_views_are_listed_with_their_columns() {
        assertThat(shell.run("tables").out())
                .contains("product  table\n  product_id INTEGER, name VARCHAR, supplier VARCHAR,")
                .contains("sales  table\n  product_id INTEGER, customer_id INTEGER, invoice_date DATE,"
                        + " quantity BIGINT, net_price DECIMAL(18,2)\n")
                .contains("pivoted_sales  view\n  product_id INTEGER, 2024-01 ")
                .doesNotContain("rollup");
    }

    @Test
    void rollups_are_listed_with_levels_axes_and_measures() {
        assertThat(shell.run("rollups").out())
                .isEqualTo("sales_summary_by_product_family  rollup\n  supplier > brand > family;"
                        + " by invoice_date_month; measures quantity, net_amount = net_price; over sales\n");
    }

    @Test
    void both_come_as_json_too() {
        assertThat(shell.run("tables", "--json").out())
                .startsWith("[{\"name\":")
                .contains("{\"name\":\"product\",\"kind\":\"table\",\"key\":[\"product_id\"],\"columns\":"
                        + "[{\"name\":\"product_id\",\"type\":\"INTEGER\",\"nullable\":false},");
        assertThat(shell.run("rollups", "--json").out())
                .startsWith("[{\"name\":\"sales_summary_by_product_family\",\"kind\":\"rollup\",\"base\":\"sales\","
                        + "\"levels\":[\"supplier\",\"brand\",\"family\"],\"axes\":[\"invoice_date_month\"],"
                        + "\"measures\":[\"quantity\",\"net_amount\"],"
                        + "\"editable\":[\"quantity\",\"net_amount\"],\"columns\":[");
    }

    @Test
    void an_empty_workbook_has_none() {
        shell.workbooks.create(shell.folder.resolve("empty")).close();
        assertThat(shell.run("tables", "--workbook", "empty").out()).isEqualTo("There are none.\n");
        assertThat(shell.run("rollups", "--workbook", "empty", "--json").out()).isEqualTo("[]\n");
    }
}
