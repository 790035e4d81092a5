package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class UpdatesCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private void edit(String quantity) {
        shell.given(
                "set",
                "sales",
                "quantity",
                quantity,
                "--where",
                "product_id = 1 AND customer_id = 3",
                "--editor",
                "ana");
    }

    @Test
    void changes_are_shown_with_every_row_that_changed() {
        edit("20");
        assertThat(shell.run("updates").out())
                .startsWith("1  sales.quantity  1 row  ana, 2026-01-01T00:00:00Z\n")
                .contains(
                        "    sales  product_id=1 customer_id=3 invoice_date=2024-01-03 quantity=20 net_price=538.04\n")
                .contains("    sales_summary_by_product_family  supplier=Kunde Group brand=NULL family=NULL"
                        + " invoice_date_month=2024-01 quantity=20 net_amount=538.04 grouping_set_id=3\n")
                .hasLineCount(5);
    }

    @Test
    void a_table_may_be_singled_out() {
        edit("20");
        assertThat(shell.run("updates", "--table", "sales").out()).hasLineCount(2);
        assertThat(shell.run("updates", "--table", "product").out()).isEmpty();
    }

    @Test
    void changes_come_as_json_lines_too() {
        edit("20");
        edit("21");
        var result = shell.run("updates", "--json", "--table", "sales");
        assertThat(result.out()).hasLineCount(2);
        assertThat(result.out().lines().findFirst().orElseThrow())
                .matches("\\{\"version\":1,\"update_id\":\"[-0-9a-f]{36}\",\"table\":\"sales\",\"column\":\"quantity\","
                        + "\"editor\":\"ana\",\"at\":\"2026-01-01T00:00:00Z\",\"rows\":1,\"changed\":\\[\\{"
                        + "\"table\":\"sales\",\"column\":\"quantity\",\"removed\":false,\"row\":\\{\"product_id\":1,"
                        + "\"customer_id\":3,\"invoice_date\":\"2024-01-03\",\"quantity\":20,\"net_price\":538.04}}]}");
    }

    @Test
    void since_takes_a_version_or_a_cursor_and_shows_all_that_follows() throws Exception {
        editAtOnce(105);
        assertThat(versions("updates", "--table", "sales")).hasSize(100).startsWith("6");
        assertThat(versions("updates", "--table", "sales", "--since", "2"))
                .hasSize(103)
                .startsWith("3");
        assertThat(versions("updates", "--table", "sales", "--since", epoch() + "-104"))
                .containsExactly("105");
        assertThat(versions("updates", "--table", "sales", "--since", "105")).isEmpty();
    }

    private void editAtOnce(int times) throws Exception {
        var condition = Conditions.parse("--where", "product_id = 1 AND customer_id = 3");
        try (var workbook = shell.workbooks.create(folder.resolve("w"))) {
            var edits = IntStream.range(0, times)
                    .mapToObj(i -> new Operation.Set(CellValue.of(1000 + i)))
                    .map(set -> CellUpdate.of("sales", "quantity", set, condition))
                    .map(workbook.submitUpdate()::submit)
                    .toList();
            for (var edit : edits) {
                Outcomes.await(edit);
            }
        }
    }

    private String epoch() {
        var plan = shell.run("set", "sales", "quantity", "1", "--where", "product_id = 1", "--dry-run", "--json")
                .out();
        return plan.replaceFirst("(?s).*\"cursor\":\"([a-z0-9]+)-.*", "$1");
    }

    private List<String> versions(String... command) {
        return shell.run(command)
                .out()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void a_cursor_of_another_history_is_refused_with_the_place_to_go_on_from() {
        var result = shell.run("updates", "--since", "other-1");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).contains("go on with --since " + epoch() + "-0");
    }

    @Test
    void a_since_that_is_none_is_a_usage_error() {
        var result = shell.run("updates", "--since", "yesterday");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--since is 'yesterday'");
    }

    @Test
    void following_goes_to_the_server() {
        var workbooks = new TwinWorkbooks();
        shell.workbooks = workbooks;
        workbooks.feed.add(new Change(
                new Version(9),
                new UpdateId(new UUID(1, 2)),
                "sales",
                "quantity",
                "bob",
                TwinWorkbooks.NOW,
                2000,
                List.of(new ChangedRow("r", "quantity", List.of("quantity"), List.of(CellValue.of(5)), true))));
        var result = shell.run("updates", "--follow", "--since", "8", "--url", "http://localhost:1");
        assertThat(workbooks.log).containsExactly("follow http://localhost:1 since '8'");
        assertThat(result.out())
                .isEqualTo("9  sales.quantity  2,000 rows  bob, 2026-01-01T00:00:00Z\n    r (gone)  quantity=5\n");
    }

    @Test
    void a_file_cannot_be_followed() {
        var result = shell.run("updates", "--follow");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--follow needs --url URL");
    }

    @Test
    void control_characters_of_others_do_nothing_here() {
        shell.given("set", "product", "name", "a\u001b[2Jb", "--where", "product_id = 1");
        assertThat(shell.run("updates").out()).contains("name=a\uFFFD[2Jb").doesNotContain("\u001b");
        assertThat(shell.run("view", "product").out()).contains("a\uFFFD[2Jb").doesNotContain("\u001b");
    }
}
