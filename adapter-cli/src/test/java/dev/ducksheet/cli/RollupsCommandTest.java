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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class RollupsCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private Shell.Result create(String... options) {
        var arguments = new ArrayList<>(List.of("rollups", "create", "by brand", "--base", "sales"));
        arguments.addAll(List.of(options));
        return shell.run(arguments.toArray(String[]::new));
    }

    private Shell.Result createByBrand() {
        return create(
                "--join",
                "product.product_id=product_id",
                "--level",
                "the brand=product.brand",
                "--axis",
                "year=year of sales.invoice_date",
                "--measure",
                "quantity",
                "--measure",
                "amount=net_price");
    }

    @Test
    void a_rollup_is_defined_listed_edited_told_of_and_dropped() {
        assertThat(createByBrand()).isEqualTo(new Shell.Result(0, "Created by brand, version 1\n", ""));
        assertThat(shell.run("rollups").out())
                .contains("by brand")
                .contains("the brand; by year; measures quantity, amount = net_price; over sales");
        var brand = shell.run("view", "by brand", "--columns", "the brand", "--limit", "1", "--format", "csv")
                .out()
                .lines()
                .toList()
                .get(1);
        assertThat(shell.run("set", "by brand", "quantity", "1000", "--where", "\"the brand\" = '" + brand + "'")
                        .exitCode())
                .isZero();
        assertThat(shell.run("view", "by brand", "--columns", "the brand,quantity", "--format", "csv")
                        .out())
                .contains(brand + ",1000");

        assertThat(shell.run("rollups", "drop", "by brand").out()).isEqualTo("Dropped by brand, version 3\n");
        assertThat(shell.run("rollups").out()).doesNotContain("by brand");
        assertThat(shell.run("updates", "--since", "0").out())
                .contains("1  by brand rollup defined")
                .contains("3  by brand rollup dropped");
    }

    @Test
    void other_measures_and_grouping_sets_are_shown_and_only_sums_edited() {
        var created = create(
                "--level",
                "customer=sales.customer_id",
                "--axis",
                "year=year of sales.invoice_date",
                "--measure",
                "quantity",
                "--measure",
                "average=avg of quantity",
                "--measure",
                "sales=Count of quantity",
                "--grouping-set",
                "customer, year",
                "--grouping-set",
                "");
        assertThat(created).isEqualTo(new Shell.Result(0, "Created by brand, version 1\n", ""));
        assertThat(shell.run("rollups").out())
                .contains("measures quantity, average = avg of quantity, sales = count of quantity; over sales;"
                        + " grouping sets (customer, year), ()");
        var total = shell.run("view", "by brand", "--filter", "grouping_set_id = 3", "--format", "csv")
                .out();
        assertThat(total).startsWith("customer,year,quantity,average,sales,grouping_set_id\n,,");

        assertThat(shell.run("set", "by brand", "average", "7", "--where", "grouping_set_id = 3")
                        .err())
                .contains("average is the average of sales.quantity and shown only")
                .contains("use its sum, quantity")
                .contains("(not-editable)");
        assertThat(shell.run("set", "by brand", "quantity", "70", "--where", "grouping_set_id = 3")
                        .exitCode())
                .isZero();
        assertThat(shell.run("view", "by brand", "--filter", "grouping_set_id = 3", "--format", "csv")
                        .out())
                .containsPattern(",,70,7(\\.0)?,10,3");
    }

    @Test
    void what_cannot_be_is_refused_with_the_reason() {
        createByBrand();
        assertThat(createByBrand().err()).contains("(already-exists)");
        assertThat(shell.run("rollups", "drop", "sales").err())
                .contains("it is no rollup")
                .contains("(unknown-table)");
        assertThat(shell.run("tables", "drop", "by brand", "--yes").err()).contains("(not-editable)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--join|product=product_id|'product=product_id' is no join; write TABLE.COLUMN=COLUMN",
                "--level|brand|'brand' is not a level; write NAME=TABLE.COLUMN",
                "--level|brand=product.brand|'product.brand' is no column of sales; write it as TABLE.COLUMN",
                "--axis|a=hour of sales.invoice_date|'hour' is no part of a date; there are value, year, quarter, month",
                "--measure|=x|'=x' is not a measure; write NAME=[AGGREGATE of ]COLUMN",
                "--measure|m=median of quantity|'median' is no aggregate; there are sum, count, min, max, avg",
                "--grouping-set|b|the grouping set (b) names 'b', which is no level or axis; there are c",
                "--grouping-set|c,,|names '', which is no level or axis"
            })
    void what_is_typed_wrong_is_refused_with_how_it_is_typed(String option, String text, String complaint) {
        var all = new ArrayList<>(List.of(option, text));
        all.addAll(option.equals("--level") ? List.of() : List.of("--level", "c=sales.customer_id"));
        all.addAll(option.equals("--measure") ? List.of() : List.of("--measure", "quantity"));

        var result = create(all.toArray(String[]::new));

        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains(complaint);
    }
}
