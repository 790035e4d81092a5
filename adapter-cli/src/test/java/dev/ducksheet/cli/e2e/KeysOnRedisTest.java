package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on the server that writes and on one without the workbook; their secrets are in no log and not in Redis. */
class KeysOnRedisTest {
    private static final Tree TREE = new Tree(ColumnType.bigint(), 1, 1, 1, 2);
    private static final Duration A_SECOND_AND_A_REQUEST = Duration.ofMillis(2_500);
    private static final Map<String, String> LOUD =
            Map.of("DUCKSHEET_LOG", "trace", "DUCKSHEET_LOG_FORMAT", "json", "DUCKSHEET_DEBUG", "1");

    private final RealRedis redis = RealRedis.start(RedisOptions.durable());

    @TempDir
    private Path folder;

    private Cli writer;
    private Cli front;
    private String admin;

    @BeforeEach
    void serve() {
        var file = folder.resolve("w.duckdb");
        Server.make(file, TREE::load);
        writer = Cli.startWith(
                LOUD,
                "serve",
                "--workbook",
                file.toString(),
                "--port",
                "0",
                "--queue",
                redis.uri().toString());
        admin = writer.next("The first API key").replaceAll(".*: ", "");
        front = Cli.startWith(
                LOUD,
                "serve",
                "--api-only",
                "--port",
                "0",
                "--queue",
                redis.uri().toString());
        Eventually.is(200, () -> new Api(front.uri()).get("/health/readiness").status());
    }

    @AfterEach
    void end() {
        front.close();
        writer.close();
        redis.close();
    }

    private String url() {
        return writer.next("Serving ").replaceAll(".* at (http://[^,]*),.*", "$1");
    }

    private static int tables(Api api, String key) {
        return api.get("/tables", "Authorization", "Bearer " + key).status();
    }

    @Test
    void a_key_opens_both_servers_until_it_is_revoked_and_its_secret_is_nowhere() {
        var url = url();
        var there = new Api(java.net.URI.create(url));
        var here = new Api(front.uri());
        var made = Cli.runIn(
                Map.of("DUCKSHEET_KEY", admin),
                "keys",
                "create",
                "ann",
                "--role",
                "editor",
                "--url",
                front.uri().toString());
        assertThat(made.exitCode()).as(made.err()).isZero();
        var secret = made.out()
                .lines()
                .filter(line -> line.startsWith("dk_"))
                .findFirst()
                .orElseThrow();
        assertThat(tables(there, secret)).isEqualTo(200);
        Eventually.is(200, A_SECOND_AND_A_REQUEST, () -> tables(here, secret));
        assertThat(here.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45), "Authorization", "Bearer " + secret)
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("applied");
        assertThat(here.get("/get_updates", "Authorization", "Bearer " + secret)
                        .body()
                        .toString())
                .contains("\"editor\":\"ann\"");
        assertThat(Cli.runIn(
                                Map.of("DUCKSHEET_KEY", secret),
                                "view",
                                "leaf",
                                "--url",
                                front.uri().toString())
                        .exitCode())
                .isZero();
        assertThat(tables(here, "")).isEqualTo(401);

        var revoked = Cli.runIn(Map.of("DUCKSHEET_KEY", admin), "keys", "revoke", "ann", "--url", url);
        assertThat(revoked.exitCode()).as(revoked.err()).isZero();
        assertThat(tables(there, secret)).isEqualTo(401);
        Eventually.is(401, A_SECOND_AND_A_REQUEST, () -> tables(here, secret));

        var inRedis = new String(redis.backup(), StandardCharsets.ISO_8859_1);
        for (var hidden : new String[] {secret, admin}) {
            assertThat(writer.err()).doesNotContain(hidden, hidden.substring(11));
            assertThat(front.err()).doesNotContain(hidden, hidden.substring(11));
            assertThat(inRedis).doesNotContain(hidden, hidden.substring(11));
        }
    }

    @Test
    void a_server_that_starts_again_makes_no_other_key() {
        writer.terminate();
        writer = Cli.startWith(
                LOUD,
                "serve",
                "--workbook",
                folder.resolve("w.duckdb").toString(),
                "--port",
                "0",
                "--queue",
                redis.uri().toString());
        var url = url();
        assertThat(tables(new Api(java.net.URI.create(url)), admin)).isEqualTo(200);
        assertThat(writer.terminate().out()).doesNotContain("dk_");
    }
}
