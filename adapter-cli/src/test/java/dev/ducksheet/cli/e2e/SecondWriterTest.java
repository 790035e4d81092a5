package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.Breakpoints.Point;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that would write one workbook behind one Redis, each with a copy of the file, as two machines have. */
class SecondWriterTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 2, 2, 2, 2);
    private static final Point MID_BATCH = Point.before("transaction.record");

    private final RedisRoom redis = RedisRoom.open();

    @TempDir
    private Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void make() {
        file = folder.resolve("w.duckdb");
        copy = folder.resolve("copy.duckdb");
        Server.make(file, TREE::load);
        Server.make(copy, TREE::load);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    private List<String> serve(Path workbook) {
        return List.of("serve", "--workbook", workbook.toString(), "--open", "--port", "0", "--queue", redis.address());
    }

    @Test
    void the_second_is_refused_in_one_sentence() {
        try (var server = Cli.serve(file, "--queue", redis.address())) {
            var second = Cli.run(serve(copy).toArray(String[]::new));
            assertThat(second.exitCode()).isEqualTo(4);
            assertThat(second.err())
                    .isEqualTo("ducksheet: another server writes this workbook, at " + server.uri()
                            + "; stop it, use --url, or serve with --api-only\n");
        }
    }

    @Test
    void one_that_stood_still_in_the_middle_of_a_batch_until_the_other_took_over_commits_and_publishes_nothing() {
        try (var first = Node.start(serve(file))) {
            first.stopAt(MID_BATCH);
            append(45);
            first.awaitStopped(MID_BATCH);
            first.pause();
            redis.command("DEL", redis.key("ducksheet:lease")); // as when it has run out
            try (var second = Cli.serve(copy, "--queue", redis.address())) {
                var api = new Api(second.uri());
                Eventually.is(true, () -> api.column("leaf", "amount").contains(CellValue.of(45)));
                first.resume();
                first.goOn();
                Eventually.is(503, () -> first.api().get("/health/readiness").status());
                assertThat(first.api()
                                .update(Edit.OfLeaf.of(1, Edit.Op.SET, 46))
                                .status())
                        .isEqualTo(503);
                assertThat(first.api().column("leaf", "amount")).doesNotContain(CellValue.of(45));
                assertThat(api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 47)).status())
                        .isEqualTo(200);
                assertThat(redis.command("XLEN", redis.key("response_duck"))).isEqualTo(2L);
                assertThat(first.complaints()).contains("another server has taken over this workbook");
            }
        }
    }

    private void append(int amount) {
        redis.command(
                "XADD",
                redis.key("request_duck"),
                "*",
                "data",
                Edit.OfLeaf.of(1, Edit.Op.SET, amount).json().toString());
    }
}
