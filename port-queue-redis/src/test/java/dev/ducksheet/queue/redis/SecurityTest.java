package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.redis.Certificates;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in, and that no credential comes out. */
final class SecurityTest {
    private static final RedisOptions PLAIN = RedisOptions.durable().persisting(Persistence.NONE);

    /** What docs/streams.md says that the writer's user needs. */
    private static final String WRITER = "duck on >hush ~request_duck* ~response_duck ~outcome_duck ~ducksheet:*"
            + " +@stream +@hash +@string +eval +info +pexpire +pttl +del +exists +ping +hello +auth +client";

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
    void a_user_who_may_do_what_the_documentation_lists() {
        try (var redis = RealRedis.start(PLAIN.user(WRITER).user("default off"))) {
            worksAt("redis://duck:hush@127.0.0.1:" + redis.port());
        }
    }

    @Test
    void tls_with_an_authority_and_a_client_certificate_of_ones_own(@TempDir Path folder) {
        var files = Certificates.in(folder);
        try (var redis = RealRedis.start(PLAIN.tls(files))) {
            String address = "rediss://127.0.0.1:" + redis.port() + "?ca=" + files.authority();
            worksAt(address + "&cert=" + files.clientCertificate() + "&key=" + files.clientKey());
            assertThat(refusalAt(address)).isNotEmpty();
            assertThat(refusalAt("rediss://127.0.0.1:" + redis.port())).isNotEmpty();
        }
    }

    @Test
    void an_address_never_shows_its_credentials() {
        assertThat(RedisAddress.parse("redis://user:hu%40sh@localhost:1/0?workbook=w"))
                .hasToString("redis://********@localhost:1/0?workbook=w");
        for (var wrong :
                new String[] {"redis://user:hush@", "rediss://user:hush@h?cert=x", "redis-cluster://user:hush@h"}) {
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
