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

/** Saved queries, pivots and unpivots, on a file and against a server. */
@ParameterizedClass
@EnumSource(value = World.class, names = "TWIN", mode = EnumSource.Mode.EXCLUDE)
final class QueriesCommandTest {
    @Parameter
    World world;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void seed() throws IOException {
        shell = world.seeded(folder);
    }

    private String csv(String... arguments) {
        var result = shell.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    @Test
    void a_query_is_saved_listed_run_replaced_and_dropped() {
        var sql = "SELECT count(*) AS n FROM sales WHERE quantity > $least AND invoice_date >= $since";
        assertThat(csv(
                        "queries",
                        "save",
                        "many",
                        sql,
                        "--parameter",
                        "least:INTEGER",
                        "--parameter",
                        "since:DATE=2000-01-01",
                        "--description",
                        "Large sales"))
                .startsWith("Saved many, version ");
        assertThat(csv("queries", "list", "--format", "csv"))
                .isEqualTo("name,parameters,description,sql\nmany,\"least:INTEGER, since:DATE=2000-01-01\",Large sales,"
                        + sql + "\n");
        assertThat(csv("queries", "run", "many", "--arg", "least=50", "--format", "csv"))
                .isEqualTo(csv("query", "SELECT count(*) AS n FROM sales WHERE quantity > 50", "--format", "csv"));
        assertThat(shell.run("queries", "run", "many").err()).contains("needs a value for $least, a INTEGER");
        assertThat(shell.run("queries", "save", "many", "SELECT 1 AS one").exitCode())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(csv("queries", "save", "many", "SELECT 1 AS one", "--replace"))
                .startsWith("Saved many");
        assertThat(csv("queries", "run", "many", "--format", "csv")).isEqualTo("one\n1\n");
        assertThat(csv("queries", "drop", "many")).startsWith("Dropped many");
        assertThat(csv("queries", "list")).isEqualTo("There are none.\n");
    }

    @Test
    void a_query_that_could_not_be_run_is_not_saved() {
        for (var sql : new String[] {"DROP TABLE sales", "SELECT nosuch FROM sales", "SELECT $a"}) {
            var result = shell.run("queries", "save", "wrong", sql);
            assertThat(result.exitCode()).as(sql).isEqualTo(ExitCode.REFUSED);
            assertThat(result.err()).as(sql).startsWith("ducksheet: ");
        }
        assertThat(shell.run("queries", "save", "wrong", "SELECT 1", "--parameter", "a")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void values_may_be_given_by_name() {
        assertThat(csv("query", "SELECT $a AS a, $b AS b", "--arg", "b=2", "--arg", "a=x", "--format", "csv"))
                .isEqualTo("a,b\nx,2\n");
        assertThat(shell.run("query", "SELECT ?", "--param", "1", "--arg", "a=1")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_pivot_is_what_sql_makes_of_it() {
        var types = "(SELECT type, city, capacity FROM customer)";
        var cities = csv("query", "SELECT DISTINCT city FROM customer ORDER BY 1", "--format", "csv")
                .lines()
                .skip(1)
                .map(city -> "'" + city.replace("\"", "").replace("'", "''") + "'")
                .toList();
        assertThat(csv(
                        "pivot",
                        "customer",
                        "--rows",
                        "type",
                        "--columns",
                        "city",
                        "--values",
                        "capacity",
                        "--agg",
                        "max",
                        "--format",
                        "csv"))
                .isEqualTo(csv(
                        "query",
                        "PIVOT " + types + " ON city IN (" + String.join(", ", cities)
                                + ") USING max(capacity) ORDER BY type",
                        "--format",
                        "csv"));
        var wrong = shell.run("pivot", "customer", "--rows", "type", "--columns", "city", "--values", "chain");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(wrong.err()).contains("chain is VARCHAR");
    }

    @Test
    void an_unpivot_has_a_row_for_each_cell() {
        assertThat(csv(
                        "unpivot",
                        "customer",
                        "--columns",
                        "city,province",
                        "--keep",
                        "customer_id",
                        "--filter",
                        "customer_id = 1",
                        "--name",
                        "what",
                        "--format",
                        "csv"))
                .isEqualTo(csv(
                        "query",
                        "UNPIVOT (SELECT customer_id, city, province FROM customer WHERE customer_id = 1)"
                                + " ON city, province INTO NAME what VALUE value",
                        "--format",
                        "csv"));
    }
}
