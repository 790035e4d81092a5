package dev.ducksheet.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server for tests does what tests of faults need. */
final class RealRedisTest {

    @Test
    void it_has_streams() {
        try (var redis = RealRedis.start(RedisOptions.durable())) {
            assertThat(redis.command("XADD", "duck", "7-0", "data", "quack")).isEqualTo("7-0");
            assertThat(redis.command("XRANGE", "duck", "-", "+"))
                    .isEqualTo(List.of(List.of("7-0", List.of("data", "quack"))));
        }
    }

    @Test
    void what_it_acknowledged_outlives_a_kill() {
        try (var redis = RealRedis.start(RedisOptions.durable())) {
            redis.command("SET", "duck", "quack");
            long pid = redis.pid();
            redis.restart();
            assertThat(redis.pid()).isNotEqualTo(pid);
            assertThat(redis.command("GET", "duck")).isEqualTo("quack");
        }
    }

    @Test
    void it_can_come_back_empty() {
        try (var redis = RealRedis.start(RedisOptions.durable().persisting(Persistence.EVERY_SECOND))) {
            redis.command("SET", "duck", "quack");
            redis.restartEmpty();
            assertThat(redis.command("GET", "duck")).isNull();
        }
    }

    @Test
    void paused_it_answers_nobody_and_goes_on_where_it_was() {
        try (var redis = RealRedis.start(RedisOptions.durable().persisting(Persistence.NONE))) {
            redis.command("SET", "duck", "quack");
            redis.pause();
            assertThatThrownBy(() -> redis.command("GET", "duck")).isInstanceOf(AssertionError.class);
            redis.resume();
            assertThat(redis.command("GET", "duck")).isEqualTo("quack");
        }
    }

    @Test
    void it_asks_for_the_password() {
        try (var redis = RealRedis.start(RedisOptions.durable().password("s3cret"))) {
            assertThat(redis.uri()).hasToString("redis://:s3cret@127.0.0.1:" + redis.port());
            assertThat(redis.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void it_speaks_tls_with_certificates_of_the_test(@TempDir Path folder) {
        try (var redis = RealRedis.start(RedisOptions.durable().tls(Certificates.in(folder)))) {
            assertThat(redis.uri()).hasToString("rediss://127.0.0.1:" + redis.port());
        }
    }

    @Test
    void nothing_of_it_is_left_behind() {
        var redis = RealRedis.start(RedisOptions.durable());
        redis.close();
        assertThat(Files.exists(redis.folder())).isFalse();
        assertThatThrownBy(() -> new Socket(java.net.InetAddress.getLoopbackAddress(), redis.port()).close())
                .isInstanceOf(java.io.IOException.class);
    }
}
