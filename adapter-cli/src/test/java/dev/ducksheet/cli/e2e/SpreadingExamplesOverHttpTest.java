package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.SpreadingExample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of spreading, from a client's request to a client's view of a file. */
class SpreadingExamplesOverHttpTest {
    @TempDir
    private Path folder;

    static List<SpreadingExample> examples() {
        return SpreadingExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_edited_total_is_spread_as_the_example_says(SpreadingExample example) {
        var file = folder.resolve("example.duckdb");
        Server.make(file, example::load);
        try (var server = Server.on(file)) {
            var api = server.api();
            placeHold(api, example);
            var before = api.column("leaf", "amount");

            var answer = api.post("/update_cell", body(example));

            if (example.refusal() == null) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
                assertThat(answer.body().path("status").asText()).isEqualTo("applied");
                assertThat(answer.body().path("version").asLong()).isEqualTo(1);
                assertThat(api.column("leaf", "amount")).isEqualTo(example.after());
                assertThat(total(api)).isEqualTo(example.total());
            } else {
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.problem()).isEqualTo(example.refusal().slug());
                assertThat(api.column("leaf", "amount")).isEqualTo(before);
                assertThat(api.changesAfter(0, change -> {})).isZero();
            }
        }
    }

    private static void placeHold(Api api, SpreadingExample example) {
        if (example.sharedHold() != null) {
            var hold =
                    Json.object().put("table", "leaf").put("column", "amount").put("condition", example.sharedHold());
            assertThat(api.post("/holds", hold.toString()).status()).isEqualTo(201);
        }
    }

    private static String body(SpreadingExample example) {
        var body = Json.object()
                .put("table", "tree")
                .put("column", "amount")
                .put("value", ((CellValue.Exact) example.total()).number())
                .put("condition", SpreadingExample.CONDITION);
        var spread = body.putObject("spread").put("method", example.method().wireName());
        if (example.over() != Spreading.Over.BY_TARGET) {
            spread.put("over", example.over() == Spreading.Over.LEAVES ? "leaves" : "children");
        }
        if (example.weights() != null) {
            spread.put("weights", example.weights());
        }
        if (example.ownHold() != null) {
            spread.putArray("hold").add(example.ownHold());
        }
        return body.toString();
    }

    private static CellValue total(Api api) {
        var rows = api.rows("tree", "grouping_set_id = 3");
        assertThat(rows).hasSize(1);
        return rows.get(0).get("amount");
    }
}
