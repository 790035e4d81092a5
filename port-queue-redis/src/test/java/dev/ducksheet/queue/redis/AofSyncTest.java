package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request counts as accepted when Redis has it on disk, if that is asked for. */
final class AofSyncTest {
    private final RealRedis redis = RealRedis.start(RedisOptions.durable().persisting(Persistence.EVERY_SECOND));
    private final NewerRedis newer = new NewerRedis(redis);

    @AfterEach
    void end() throws IOException {
        newer.close();
        redis.close();
    }

    private static RedisFront open(RedisSettings settings) {
        return RedisFront.connect(settings, Telemetry.NONE);
    }

    private static CompletableFuture<Void> append(RedisFront front, int number) {
        return ((Admission.Accepted) front.queue().append(Requests.set(number)))
                .durable()
                .toCompletableFuture();
    }

    private void awaitEntries(long count) {
        Await.inTime(() -> {
            while (!redis.command("XLEN", "request_duck").equals(count)) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    @Test
    void a_request_is_durable_when_it_is_on_disk_and_those_that_came_meanwhile_share_the_next_wait() {
        try (var front = open(newer.settings().aof(AofWait.local(0)))) {
            newer.holdDisk();
            int before = newer.waits();
            var first = append(front, 1);
            Await.inTime(() -> {
                while (newer.waits() == before) {
                    Thread.onSpinWait();
                }
                return true;
            });
            var later = IntStream.rangeClosed(2, 100)
                    .mapToObj(number -> append(front, number))
                    .toList();
            awaitEntries(100);
            assertThat(first).isNotDone();
            newer.letDiskGoOn();
            Await.done(first);
            later.forEach(Await::done);
            assertThat(newer.waits() - before).isBetween(2, 50);
        }
    }

    @Test
    void without_the_setting_nobody_waits_for_the_disk() {
        try (var front = open(newer.settings())) {
            newer.holdDisk();
            Await.done(append(front, 1));
            assertThat(newer.waits()).isZero();
        }
    }

    @Test
    void a_disk_that_does_not_follow_is_said_to_be_the_reason() {
        try (var front = open(newer.settings().aof(AofWait.local(1)))) {
            assertThat(Await.failure(append(front, 1)))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("not on the disks of its replicas");
            newer.answer(0, 1);
            assertThat(Await.failure(append(front, 2))).hasMessageContaining("not on its own disk");
            newer.answer(1, 1);
            Await.done(append(front, 3));
        }
    }

    @Test
    void a_redis_that_dies_during_the_wait_fails_it() {
        try (var front = open(newer.settings().aof(AofWait.local(0)))) {
            newer.holdDisk();
            var durable = append(front, 1);
            awaitEntries(1);
            redis.kill();
            assertThat(Await.failure(durable)).isInstanceOf(PortUnavailableException.class);
        }
    }

    @Test
    void the_real_redis_says_when_a_request_is_on_disk_or_is_refused_at_the_start_as_too_old() {
        var settings = Site.settings(redis).aof(AofWait.local(0));
        if (knowsWaitAof()) {
            try (var front = open(settings)) {
                Await.done(append(front, 1));
            }
            redis.kill();
            redis.restart();
            assertThat(redis.command("XLEN", "request_duck")).isEqualTo(1L);
        } else {
            assertThatThrownBy(() -> open(settings))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("version " + version() + ",")
                    .hasMessageContaining("takes version 7.2")
                    .hasMessageContaining("'appendfsync always'");
        }
    }

    @Test
    void a_cluster_is_told_that_it_cannot_be_asked() {
        var cluster = RedisSettings.of(RedisAddress.parse("redis-cluster://127.0.0.1:1?workbook=w"));
        assertThatThrownBy(() -> cluster.aof(AofWait.local(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wait_aof");
    }

    private boolean knowsWaitAof() {
        return ((List<?>) redis.command("COMMAND", "INFO", "WAITAOF")).get(0) != null;
    }

    private String version() {
        return String.valueOf(redis.command("INFO", "server")).replaceAll("(?s).*redis_version:(\\S+).*", "$1");
    }
}
