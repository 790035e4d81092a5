package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of rows; not on the twin, which would take minutes for so many. */
@ParameterizedClass
@EnumSource(names = {"DUCKDB", "SERVER"})
final class RowsFileTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void create() throws IOException {
        shell = new Shell(folder, world.workbooks());
        shell.variables.put("DUCKSHEET_WORKBOOK", "w");
        shell.workbooks.create(folder.resolve("w")).close();
        shell.given("tables", "create", "t", "id INTEGER", "note TEXT", "amount DECIMAL(18,2)", "--primary-key", "id");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String csv(int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(id -> id + ",note " + id + "," + id + ".5\n")
                .collect(Collectors.joining("", "id,note,amount\n", ""));
    }

    private List<String> shown(String columns, String filter) {
        return shell.run("view", "t", "--columns", columns, "--filter", filter, "--format", "csv")
                .out()
                .lines()
                .skip(1)
                .toList();
    }

    private String count() {
        return shell.run("query", "SELECT count(*) AS n FROM t", "--format", "csv")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElse("");
    }

    @Test
    void csv_brings_rows_as_the_columns_have_them() throws IOException {
        var file = file("rows.CSV", "note,id\r\n\"a, \"\"b\"\"\nc\",1\r\n,2\r\n\"\",3\r\n");
        assertThat(shell.run("rows", "insert", "t", file))
                .isEqualTo(new Shell.Result(0, "t: 3 rows inserted, 0 updated, version 2\n", ""));
        assertThat(shown("id", "note IS NULL")).containsExactly("2");
        assertThat(shown("id", "note = ''")).containsExactly("3");

        var upsert = file("more.csv", "\uFEFFid,amount\n3,1.25\n4,\n");
        assertThat(shell.run("rows", "upsert", "t", upsert).out())
                .isEqualTo("t: 1 row inserted, 1 updated, version 3\n");
        assertThat(shown("id,amount", "note = ''")).containsExactly("3,1.25");
    }

    @Test
    void rows_come_from_standard_input_too() {
        var stdin = System.in;
        try {
            System.setIn(new ByteArrayInputStream("id\n1\n2\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(shell.run("rows", "insert", "t", "-", "--format", "csv").out())
                    .isEqualTo("t: 2 rows inserted, 0 updated, version 2\n");
            System.setIn(new ByteArrayInputStream("{\"id\": 3} {\"id\": 4}".getBytes(StandardCharsets.UTF_8)));
            assertThat(shell.run("rows", "insert", "t", "-").exitCode()).isZero();
            System.setIn(new ByteArrayInputStream("id\n5\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(shell.run("rows", "insert", "t", "-").err()).contains("the input is no JSON");
        } finally {
            System.setIn(stdin);
        }
        assertThat(count()).isEqualTo("4");
    }

    @Test
    void a_large_file_is_sent_in_pieces_each_a_unit_of_its_own() throws IOException {
        assertThat(shell.run("rows", "insert", "t", file("rows.csv", csv(20_001))))
                .isEqualTo(new Shell.Result(0, "t: 20,001 rows inserted, 0 updated, versions 2 to 4\n", ""));
        assertThat(count()).isEqualTo("20001");

        var json = IntStream.rangeClosed(10_001, 22_000)
                .mapToObj(id -> "{\"id\": " + id + ", \"note\": \"new\"}")
                .collect(Collectors.joining(",", "[", "]"));
        var pieces = shell.run("rows", "upsert", "t", file("rows.json", json), "--json")
                .out()
                .lines()
                .toList();
        assertThat(pieces).hasSize(2);
        assertThat(pieces.get(0)).contains("\"version\":5", "\"updated\":10000");
        assertThat(pieces.get(1)).contains("\"version\":6", "\"inserted\":1999,\"updated\":1");
    }

    @Test
    void a_piece_that_is_refused_says_how_far_it_came() throws IOException {
        var wrong = csv(20_005).replace("10002,note 10002,", "two,note 10002,");

        var result = shell.run("rows", "insert", "t", file("rows.csv", wrong));

        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("(invalid-rows)")
                .contains("row 10002, id: column id is INTEGER: it does not take 'two'")
                .contains("Rows 1 to 10000 of " + folder.resolve("rows.csv")
                        + " are in; the next piece begins with row 10001.");
        assertThat(count()).isEqualTo("10000");

        var cut = csv(12_000) + "\"12001";
        shell.given("rows", "delete", "t", "--all", "t");
        assertThat(shell.run("rows", "insert", "t", file("cut.csv", cut)).err())
                .contains("is no CSV: a quote that begins on line 12002 does not end")
                .contains("Rows 1 to 10000 of ");
        assertThat(count()).isEqualTo("10000");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_and_nothing_is_done() throws IOException {
        assertThat(refusal("no.csv")).contains("there is no file");
        assertThat(refusal(file("a.csv", ""))).contains("a.csv is no CSV: there is nothing in it");
        assertThat(refusal(file("b.csv", "id,id\n1,2\n"))).contains("the header names \"id\" twice");
        assertThat(refusal(file("c.csv", "id,note\n1\n"))).contains("line 2 has 1 cells, and the header 2");
        Files.write(folder.resolve("d.csv"), new byte[] {'i', 'd', '\n', (byte) 0xff, '\n'});
        assertThat(refusal(folder.resolve("d.csv").toString())).contains("d.csv is not in UTF-8; convert it");
        assertThat(refusal(file("e.csv", "colour\nred\n"))).contains("row 1, colour");
        assertThat(refusal(file("f.json", "[{\"id\": 1}, 2]"))).contains("row 2 is no JSON object: 2");
        assertThat(refusal(file("g.json", "{\"id\": [1]}"))).contains("row 1, column id: [1] is no cell");
        assertThat(count()).isEqualTo("0");
    }

    private String refusal(String file) {
        var result = shell.run("rows", "insert", "t", file);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err()).doesNotContain("are in;");
        return result.err();
    }
}
