package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is there and takes nothing: edits are turned away with the right words, and nothing is lost. */
class RedisRefusesTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);
    private static final int BACKLOG = 100_000;

    /** A slow machine takes half a minute for so many edits. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(3);

    private static final String FILL = """
            for i = 1, tonumber(ARGV[1]) do
              redis.call('XADD', KEYS[1], '*', 'data', ARGV[2])
            end""";

    private final RealRedis redis = RealRedis.start(RedisOptions.durable());

    @TempDir
    private Path folder;

    private Cli writer;
    private Cli front;

    @BeforeEach
    void serve() {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        writer = Cli.serve(file, "--queue", redis.uri().toString());
        front = Cli.front(redis.uri().toString());
    }

    @AfterEach
    void end() {
        front.close();
        writer.close();
        redis.close();
    }

    private static Api.Answer add(Api api) {
        return api.update(Edit.OfLeaf.of(1, Edit.Op.ADD, 1));
    }

    private static void awaitReady(Api api) {
        Eventually.is(200, () -> api.get("/health/readiness").status());
    }

    private CellValue amount() {
        return new Api(writer.uri()).rows("leaf", "id = 1").get(0).get("amount");
    }

    @Test
    void a_full_backlog_is_429_long_before_the_memory_runs_out_and_ends_when_the_writer_has_caught_up() {
        var api = new Api(front.uri());
        awaitReady(api);
        writer.pause();
        redis.command(
                "EVAL",
                FILL,
                "1",
                "request_duck",
                Integer.toString(BACKLOG),
                Edit.OfLeaf.of(1, Edit.Op.ADD, 1).json());
        Eventually.is(
                429,
                () -> api.update(Edit.OfLeaf.of(2, Edit.Op.SET, 7), "Prefer", "respond-async")
                        .status());
        var answer = add(api);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem()).isEqualTo("backlog-full");
        assertThat(answer.retryAfter()).contains("1");
        var memory = String.valueOf(redis.command("INFO", "memory")).replaceAll("(?s).*used_memory:(\\d+).*", "$1");
        assertThat(Long.parseLong(memory)).isLessThan(100L << 20);
        writer.resume();
        var accepted = new AtomicInteger();
        Eventually.is(200, CATCHING_UP, () -> {
            int status = add(api).status();
            accepted.addAndGet(status == 429 ? 0 : 1); // 202 if it took long to come to it
            return status;
        });
        assertThat(amount()).isEqualTo(CellValue.of(100 + BACKLOG + accepted.get()));
    }

    @Test
    void a_redis_out_of_memory_is_503_and_what_was_accepted_is_applied_once() {
        var api = new Api(front.uri());
        awaitReady(api);
        redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        long accepted = 0;
        int turnedAway = 0;
        for (int i = 0; i < 40; i++) {
            if (i % 20 == 10) {
                redis.command("CONFIG", "SET", "maxmemory", "1");
            } else if (i % 20 == 15) {
                redis.command("CONFIG", "SET", "maxmemory", "0");
            }
            var answer = add(api);
            if (answer.status() == 503) {
                turnedAway++;
                assertThat(answer.problem()).isEqualTo("unavailable");
                assertThat(answer.retryAfter()).contains("1");
            } else {
                assertThat(answer.status()).isEqualTo(200);
                accepted++;
            }
        }
        assertThat(turnedAway).isEqualTo(10);
        assertThat(amount()).isEqualTo(CellValue.of(100 + accepted));
    }

    @Test
    void a_redis_that_became_a_read_only_replica_is_503_and_edits_go_on_when_it_is_a_primary_again() {
        var api = new Api(front.uri());
        awaitReady(api);
        assertThat(add(api).status()).isEqualTo(200);
        redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RealRedis.freePort()));
        var answer = add(api);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.retryAfter()).contains("1");
        assertThat(amount()).isEqualTo(CellValue.of(101));
        redis.command("REPLICAOF", "NO", "ONE");
        Eventually.is(200, () -> add(api).status());
        assertThat(amount()).isEqualTo(CellValue.of(102));
    }

    @Test
    void a_redis_that_stands_still_is_503_within_a_second_and_readiness_is_red() {
        var api = new Api(front.uri());
        awaitReady(api);
        redis.pause();
        assertThat(add(api).status()).isEqualTo(503);
        Eventually.is(503, () -> api.get("/health/readiness").status());
        long before = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            var answer = add(api);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.retryAfter()).contains("1");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("once that is known, nobody waits for it")
                .isLessThan(Duration.ofMillis(2_500));
        redis.resume();
        awaitReady(api);
        Eventually.is(200, () -> add(api).status());
    }
}
