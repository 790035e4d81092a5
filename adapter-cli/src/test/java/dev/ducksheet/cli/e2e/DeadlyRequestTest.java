package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.cli.DyingMain;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that ends every process that decides it is found out, put aside, and those around it are applied. */
class DeadlyRequestTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 3);
    private static final int DEATHS = 5;

    private final RealRedis redis = RealRedis.start(RedisOptions.durable());

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        redis.close();
    }

    private void append(int leaf, int value) {
        var json = Edit.OfLeaf.of(leaf, Edit.Op.SET, value).json();
        redis.command("XADD", "request_duck", "*", "data", json);
    }

    private Cli start(Path file) {
        return Cli.start(
                DyingMain.class,
                List.of(
                        "serve",
                        "--workbook",
                        file.toString(),
                        "--open",
                        "--port",
                        "0",
                        "--queue",
                        redis.uri().toString()));
    }

    @Test
    void it_ends_five_processes_and_then_lies_among_the_dead_letters() {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        append(1, 1);
        append(2, DyingMain.DEADLY);
        append(3, 3);
        for (int death = 1; death <= DEATHS; death++) {
            try (var writer = start(file)) {
                assertThat(writer.result().exitCode()).as("death " + death).isEqualTo(139);
            }
        }
        try (var writer = start(file)) {
            var api = new Api(writer.uri());
            Eventually.is(
                    List.of(CellValue.of(1), CellValue.of(100), CellValue.of(3)), () -> api.column("leaf", "amount"));
        }
        assertThat(String.valueOf(redis.command("XRANGE", "request_duck:dead", "-", "+")))
                .contains("" + DyingMain.DEADLY)
                .contains("ended the writer's process 3 times when it was alone");
        assertThat(redis.command("XLEN", "request_duck:dead")).isEqualTo(1L);
    }
}
