package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(World.class)
final class TablesAndRowsTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private String file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
    }

    private Shell.Result create() {
        return shell.run(
                "tables",
                "create",
                "my prices",
                "id INTEGER",
                "\"the amount\" DECIMAL(18,2) NOT NULL DEFAULT 1.5",
                "code TEXT UNIQUE",
                "--primary-key",
                "id");
    }

    private String rows() {
        return shell.run("view", "my prices", "--format", "csv").out();
    }

    @Test
    void a_table_is_created_filled_altered_shown_and_dropped() throws IOException {
        assertThat(create()).isEqualTo(new Shell.Result(0, "Created my prices, version 1\n", ""));
        var file = file("rows.ndjson", "{\"id\": 1, \"code\": \"a\"}", "{\"id\": 2, \"the amount\": 12.25}");
        assertThat(shell.run("rows", "insert", "my prices", file).out())
                .isEqualTo("my prices: 2 rows inserted, 0 updated, version 2\n");
        var upsert = file("rows.json", "[{\"id\": 2, \"code\": \"b\"}, {\"id\": 3}]");
        assertThat(shell.run("rows", "upsert", "my prices", upsert).out())
                .isEqualTo("my prices: 1 row inserted, 1 updated, version 3\n");
        assertThat(rows()).isEqualTo("id,the amount,code\n1,1.5,a\n2,12.25,b\n3,1.5,\n");

        assertThat(shell.run(
                                "tables",
                                "alter",
                                "my prices",
                                "--rename",
                                "code=sku",
                                "--type",
                                "the amount=TEXT",
                                "--add",
                                "day DATE DEFAULT 2024-02-29")
                        .out())
                .isEqualTo("Altered my prices, version 4\n");
        assertThat(shell.run(
                                "rows",
                                "update",
                                "my prices",
                                "--set",
                                "sku=NULL",
                                "--set",
                                "day=2024-03-01",
                                "--where",
                                "id < 3")
                        .out())
                .isEqualTo("my prices: 2 rows updated, version 5\n");
        assertThat(shell.run("rows", "delete", "my prices", "--where", "id = 3").out())
                .isEqualTo("my prices: 1 row deleted, version 6\n");
        assertThat(rows()).isEqualTo("id,the amount,sku,day\n1,1.5,,2024-03-01\n2,12.25,,2024-03-01\n");
        assertThat(shell.run("tables", "show", "my prices").out())
                .contains("id INTEGER, the amount VARCHAR, sku VARCHAR, day DATE");
        assertThat(shell.run("tables", "drop", "my prices", "--yes").out()).isEqualTo("Dropped my prices, version 7\n");
        assertThat(shell.run("tables", "show", "my prices").exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void what_is_wrong_with_rows_is_said_row_by_row_and_nothing_is_done() throws IOException {
        create();
        var file = file("rows.ndjson", "{\"id\": 1}", "{\"id\": \"one\"}", "{\"colour\": 1}");

        var result = shell.run("rows", "insert", "my prices", file);

        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err())
                .contains("(invalid-rows)")
                .contains("row 2, id: column id is INTEGER: it does not take 'one'")
                .contains("row 3, colour: ")
                .contains("row 3, id: ");
        assertThat(rows()).isEqualTo("id,the amount,code\n");
        shell.run("rows", "insert", "my prices", file("one", "{\"id\": 1}"));
        assertThat(shell.run("rows", "insert", "my prices", file("one", "{\"id\": 1}"))
                        .err())
                .contains("(duplicate-row)");
        assertThat(shell.run("rows", "insert", "my prices", file("no", "not json"))
                        .err())
                .contains("is no JSON");
        assertThat(shell.run("rows", "insert", "my prices", "missing").err()).contains("there is no file missing");
    }

    @Test
    void what_takes_much_away_has_to_be_confirmed() {
        assertThat(shell.run("rows", "delete", "sales").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("rows", "delete", "sales", "--all", "sale").err()).contains("(unconfirmed)");
        assertThat(shell.run("tables", "drop", "customer").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("rows", "delete", "sales", "--all", "sales").out())
                .isEqualTo("sales: 10 rows deleted, version 1\n");
    }

    @Test
    void what_cannot_be_is_refused_with_the_reason() {
        assertThat(shell.run("tables", "create", "Sales", "id INTEGER").err()).contains("(already-exists)");
        assertThat(shell.run("tables", "create", "t", "id").err()).contains("is no column");
        assertThat(shell.run("tables", "create", "t", "id COLOUR").err()).contains("is no type");
        assertThat(shell.run("tables", "drop", "product", "--yes").err())
                .contains("sales_summary_by_product_family")
                .contains("(in-use)");
        assertThat(shell.run("tables", "alter", "sales", "--drop", "quantity").err())
                .contains("(in-use)");
        assertThat(shell.run("tables", "alter", "customer", "--type", "city=INTEGER")
                        .err())
                .contains("(invalid-rows)");
        assertThat(shell.run("rows", "delete", "sales", "--where", "quantity = -99")
                        .err())
                .contains("(no-match)");
    }

    @Test
    void the_feed_tells_of_tables_and_rows() throws IOException {
        create();
        shell.run("rows", "insert", "my prices", file("rows.ndjson", "{\"id\": 1}"));
        shell.run("rows", "delete", "my prices", "--all", "my prices");

        assertThat(shell.run("updates", "--since", "0").out())
                .contains("1  my prices table created")
                .contains("2  my prices rows inserted")
                .contains("3  my prices rows deleted")
                .contains("my prices (gone)  id=1");
    }
}
