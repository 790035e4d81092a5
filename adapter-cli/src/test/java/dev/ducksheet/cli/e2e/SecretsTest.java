package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RealSentinels;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password of Redis is nowhere to be read, however much is logged and whatever goes wrong. */
class SecretsTest {
    private static final RedisOptions REDIS =
            RedisOptions.durable().persisting(Persistence.NONE).password("hush-hush");

    @TempDir
    private Path folder;

    private static Map<String, String> environment(String queue) {
        return Map.of("DUCKSHEET_QUEUE", queue, "DUCKSHEET_LOG", "trace", "DUCKSHEET_DEBUG", "1");
    }

    private static void tellsNothing(Cli.Result result) {
        assertThat(result.out() + result.err()).doesNotContain("hush-hush", "wrong-word");
    }

    private static Cli.Result refused(String queue, String... arguments) {
        var result = Cli.runIn(environment(queue), arguments);
        assertThat(result.exitCode()).isEqualTo(4);
        tellsNothing(result);
        return result;
    }

    @Test
    void of_a_server_that_serves() {
        var file = folder.resolve("w.duckdb");
        Server.make(file, new Tree(ColumnType.bigint(), 2, 2, 2, 2)::load);
        try (var redis = RealRedis.start(REDIS);
                var server = Cli.startIn(
                        environment(redis.uri().toString()),
                        "serve",
                        "--workbook",
                        file.toString(),
                        "--open",
                        "--port",
                        "0")) {
            assertThat(new Api(server.uri())
                            .update(Edit.OfLeaf.of(1, Edit.Op.SET, 45))
                            .status())
                    .isEqualTo(200);
            assertThat(server.title()).contains("serve").doesNotContain("hush-hush");
            tellsNothing(server.terminate());
        }
    }

    @Test
    void of_a_redis_that_is_away_or_refuses_it() {
        String away = "redis://duck:hush-hush@127.0.0.1:" + RealRedis.freePort();
        assertThat(refused(away, "serve", "--api-only", "--open", "--port", "0").err())
                .contains("ducksheet: Redis cannot be reached at redis://********@127.0.0.1:");
        try (var redis = RealRedis.start(REDIS)) {
            String wrong = "redis://:wrong-word@127.0.0.1:" + redis.port();
            assertThat(refused(wrong, "dead-letters", "list").err())
                    .contains("ducksheet: Redis does not take these credentials");
        }
    }

    @Test
    void of_sentinels_that_refuse_it() {
        try (var sentinels = RealSentinels.start(REDIS, REDIS)) {
            String wrong = "redis-sentinel://:hush-hush@" + sentinels.hosts() + "/0?sentinel_password=wrong-word#duck";
            refused(wrong, "dead-letters", "list");
            var config = Cli.runIn(environment(wrong), "config");
            assertThat(config.out())
                    .contains("redis-sentinel://********@127.0.0.1")
                    .contains("sentinel_password=****");
            tellsNothing(config);
        }
    }
}
