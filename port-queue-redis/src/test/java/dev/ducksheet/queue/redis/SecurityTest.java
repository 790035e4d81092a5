package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.queue.redis.FileReadersTest.GatedImports;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.redis.Certificates;
import dev.ducksheet.testkit.redis.RealCluster;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RealSentinels;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in, and that no credential comes out. */
final class SecurityTest {
    private static final RedisOptions PLAIN = RedisOptions.durable().persisting(Persistence.NONE);

    /** What docs/streams.md says that the writer's user needs. */
    private static final String WRITER =
            "duck on >hush ~request_duck* ~response_duck ~outcome_duck ~import_duck ~ducksheet:*"
                    + " +@stream +@hash +@string +eval +info +pexpire +pttl +del +exists +ping +hello +auth +client";

    /** What it says that a worker's user needs. */
    private static final String WORKER =
            "hand on >hush ~import_duck ~ducksheet:readings" + " +@stream +@hash +eval +ping +hello +auth +client";

    /** What it lists besides for a cluster. */
    private static final String CLUSTER_CLIENT = " +cluster|nodes";

    private static Certificates files;

    @BeforeAll
    static void certify(@TempDir Path folder) {
        files = Certificates.in(folder);
    }

    /** Returns the parameters of an address with which a client trusts the servers and is trusted by them. */
    private static String certificates() {
        return "?ca=" + files.authority() + "&cert=" + files.clientCertificate() + "&key=" + files.clientKey();
    }

    private static void worksAt(String address) {
        try (var site = Site.open(Site.demo(), RedisSettings.of(RedisAddress.parse(address)))) {
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    private static String refusalAt(String address) {
        var settings = RedisSettings.of(RedisAddress.parse(address));
        var failures = Stream.<Throwable>iterate(
                        org.assertj.core.api.Assertions.catchThrowable(() ->
                                RedisFront.connect(settings, Telemetry.NONE).close()),
                        failure -> failure != null,
                        Throwable::getCause)
                .toList();
        assertThat(failures).first().isInstanceOf(PortUnavailableException.class);
        return failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
    }

    @Test
    void a_password() {
        try (var redis = RealRedis.start(PLAIN.password("hush"))) {
            worksAt("redis://:hush@127.0.0.1:" + redis.port());
            assertThat(refusalAt("redis://:wrong-word@127.0.0.1:" + redis.port()))
                    .doesNotContain("wrong-word");
            assertThat(refusalAt("redis://127.0.0.1:" + redis.port())).contains("NOAUTH");
        }
    }

    @Test
    void a_worker_who_may_do_what_the_documentation_lists() throws InterruptedException {
        var imports = new GatedImports(true);
        try (var redis = RealRedis.start(PLAIN.user(WORKER));
                var worker = RedisWorker.connect(
                        RedisSettings.of(RedisAddress.parse("redis://hand:hush@127.0.0.1:" + redis.port())), imports);
                var threads = new Await.Threads(1)) {
            var unused = threads.start(() -> {
                worker.run();
                return true;
            });
            var order = ReadingOrder.of(GatedImports.job(1).id(), GatedImports.TABLE);
            redis.command("HSET", "ducksheet:readings", order.id(), new ReadingState.Waiting().encode());
            var words = new ArrayList<>(List.of("XADD", "import_duck", "*"));
            words.addAll(order.fields());
            redis.command(words.toArray(String[]::new));
            imports.awaitBegun();
            imports.end(told -> GatedImports.COUNTS);
            Await.inTime(() -> {
                while (!redis.command("HGET", "ducksheet:readings", order.id())
                        .toString()
                        .contains("done")) {
                    Thread.onSpinWait();
                }
                return true;
            });
        }
    }

    @Test
    void a_user_who_may_do_what_the_documentation_lists() {
        try (var redis = RealRedis.start(PLAIN.user(WRITER).user("default off"))) {
            worksAt("redis://duck:hush@127.0.0.1:" + redis.port());
        }
    }

    @Test
    void tls_with_an_authority_and_a_client_certificate_of_ones_own() {
        try (var redis = RealRedis.start(PLAIN.tls(files))) {
            String address = "rediss://127.0.0.1:" + redis.port();
            worksAt(address + certificates());
            assertThat(refusalAt(address + "?ca=" + files.authority())).isNotEmpty();
            assertThat(refusalAt(address)).isNotEmpty();
        }
    }

    @Test
    void tls_users_and_passwords_hold_for_sentinels_too() {
        var data = PLAIN.tls(files).password("murmur").user(WRITER);
        var watching = PLAIN.tls(files).password("murmur").user("peek on >whisper +@all");
        try (var sentinels = RealSentinels.start(data, watching)) {
            String login = certificates() + "&sentinel_user=peek&sentinel_password=";
            worksAt(sentinelAddress("duck:hush", sentinels, login + "whisper"));
            assertThat(refusalAt(sentinelAddress("duck:wrong-word", sentinels, login + "whisper")))
                    .doesNotContain("wrong-word", "whisper");
            assertThat(refusalAt(sentinelAddress("duck:hush", sentinels, login + "wrong-word")))
                    .doesNotContain("wrong-word", "hush");
            assertThat(refusalAt(
                            sentinelAddress("duck:hush", sentinels, "?sentinel_user=peek&sentinel_password=whisper")))
                    .isNotEmpty();
        }
    }

    private static String sentinelAddress(String login, RealSentinels sentinels, String parameters) {
        return "rediss-sentinel://" + login + "@" + sentinels.hosts() + "/0" + parameters + "#duck";
    }

    @Test
    void tls_a_user_and_a_password_hold_for_a_cluster_too() {
        String rule = WRITER.replace("~request_duck*", "~{plan}:*") + CLUSTER_CLIENT;
        try (var cluster = RealCluster.start(PLAIN.tls(files).password("murmur").user(rule))) {
            String parameters = certificates() + "&workbook=plan";
            worksAt("rediss-cluster://duck:hush@" + cluster.hosts() + parameters);
            assertThat(refusalAt("rediss-cluster://duck:wrong-word@" + cluster.hosts() + parameters))
                    .doesNotContain("wrong-word");
            assertThat(refusalAt("rediss-cluster://duck:hush@" + cluster.hosts() + "?workbook=plan"))
                    .doesNotContain("hush");
        }
    }

    @Test
    void an_address_never_shows_its_credentials() {
        assertThat(RedisAddress.parse("redis://user:hu%40sh@localhost:1/0?workbook=w"))
                .hasToString("redis://********@localhost:1/0?workbook=w");
        assertThat(RedisAddress.parse("redis-sentinel://:hu@sh@a:1/0?sentinel_password=hu%40sh&workbook=w#duck"))
                .hasToString("redis-sentinel://********@a:1/0?sentinel_password=********&workbook=w#duck");
        for (var wrong : List.of(
                "redis://user:hush@",
                "rediss://user:hush@h?cert=x",
                "redis-cluster://user:hush@h",
                "redis://user:a/hush@h",
                "redis://user:a#hush@h",
                "redis://h?sentinel_password=hush",
                "redis-sentinel://h?sentinel_password=hush")) {
            assertThatThrownBy(() -> RedisAddress.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("hush");
        }
    }

    @Test
    void addresses_of_every_topology_are_understood() {
        assertThat(RedisAddress.parse("redis-sentinel://:hush@a:1,b:2/0#boss")
                        .nodes()
                        .get(0)
                        .getSentinels())
                .hasSize(2);
        var cluster = RedisAddress.parse("rediss-cluster://u:hush@a:1,b:2?workbook=plan");
        assertThat(cluster.isCluster()).isTrue();
        assertThat(cluster.nodes()).hasSize(2).allMatch(io.lettuce.core.RedisURI::isSsl);
        assertThat(cluster.keys().requests()).isEqualTo("{plan}:request_duck");
        assertThat(RedisAddress.parse("redis://h").keys().requests()).isEqualTo("request_duck");
    }
}
