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
@EnumSource(value = World.class, names = "TWIN", mode = EnumSource.Mode.EXCLUDE)
final class QueryCommandTest {
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
    void a_query_is_answered_with_typed_columns() {
        assertThat(shell.run("query", "SELECT type, count(*) AS n FROM customer GROUP BY type ORDER BY type"))
                .isEqualTo(new Shell.Result(0, """
                        type          n
                        ────────────  ─
                        Bar           2
                        GroceryStore  2
                        Restaurant    1
                        """, ""));
    }

    @Test
    void parameters_are_bound_by_their_looks() {
        var query = "SELECT count(*) AS n FROM sales WHERE quantity > ? AND (? IS NULL OR ?) AND 'a' = ?";
        var result = shell.run(
                "query",
                query,
                "--param",
                "50",
                "--param",
                "NULL",
                "--param",
                "true",
                "--param",
                "a",
                "--format",
                "csv");
        assertThat(result).isEqualTo(new Shell.Result(0, "n\n6\n", ""));
    }

    @Test
    void a_long_answer_is_cut_for_people_and_says_so() {
        var result = shell.run("query", "SELECT * FROM range(1000)", "--limit", "3", "--format", "ndjson");
        assertThat(result.out()).hasLineCount(3);
        var table = shell.run("query", "SELECT a.quantity FROM sales a, sales b, sales c");
        assertThat(table.out()).hasLineCount(102);
        assertThat(table.err()).startsWith("These are the first 100 rows; --limit N shows more");
    }

    @Test
    void what_is_no_query_is_refused_with_its_reason() {
        var result = shell.run("query", "DROP TABLE sales");
        assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ducksheet: ").hasLineCount(1);
        assertThat(shell.run("view", "sales").exitCode()).isZero();
    }

    @Test
    void a_timeout_must_be_positive() {
        var result = shell.run("query", "SELECT 1", "--timeout", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--timeout is 0");
    }
}
