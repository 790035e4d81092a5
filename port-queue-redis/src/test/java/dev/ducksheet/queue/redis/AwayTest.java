package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis is away, full, read-only, or stands still. */
final class AwayTest {
    private final RealRedis redis = RealRedis.start(RedisOptions.durable());
    private final InMemoryWorkbookStore store = Site.demo();

    @AfterEach
    void end() {
        redis.close();
    }

    private static Throwable refused(Site site) {
        long before = System.nanoTime();
        try {
            var submission = site.driver()
                    .workbook()
                    .submitUpdate()
                    .submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1"));
            return Await.failure(((Submission.Queued) submission).durable());
        } catch (PortUnavailableException e) {
            return e;
        } finally {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static boolean isIn(Throwable failure, Class<?> type) {
        return java.util.stream.Stream.iterate(failure, it -> it != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    @Test
    void a_killed_redis_turns_edits_away_and_takes_them_again_when_it_is_back() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            redis.kill();
            assertThat(isIn(refused(site), PortUnavailableException.class)).isTrue();
            site.awaitWell(false);
            assertThat(site.versions()).isEqualTo(List.of(1L));
            redis.restart();
            site.awaitWell(true);
            assertThat(site.add(1)).isEqualTo(2);
        }
    }

    @Test
    void a_redis_that_stands_still_turns_edits_away_within_a_second_and_an_edit_is_applied_at_most_once() {
        try (var site = Site.open(store, redis)) {
            var before = site.quantity();
            redis.pause();
            assertThat(isIn(refused(site), PortUnavailableException.class)).isTrue();
            site.awaitWell(false);
            redis.resume();
            site.awaitWell(true);
            long version = site.add(1);
            assertThat(site.versions())
                    .isEqualTo(LongStream.rangeClosed(1, version).boxed().toList());
            assertThat(before.isNull()).isFalse();
        }
    }

    @Test
    void a_full_redis_turns_edits_away_and_says_so() {
        try (var site = Site.open(store, redis)) {
            redis.command("CONFIG", "SET", "maxmemory", "1");
            assertThat(String.valueOf(refused(site).getMessage())).contains("out of memory");
            redis.command("CONFIG", "SET", "maxmemory", "0");
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void a_redis_that_has_lost_its_replicas_and_must_not_turns_edits_away_and_says_so() {
        try (var site = Site.open(store, redis)) {
            redis.command("CONFIG", "SET", "min-replicas-to-write", "1");
            assertThat(String.valueOf(refused(site).getMessage())).contains("too few replicas");
            redis.command("CONFIG", "SET", "min-replicas-to-write", "0");
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void a_read_only_replica_turns_edits_away_and_says_so() {
        try (var site = Site.open(store, redis)) {
            redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RealRedis.freePort()));
            assertThat(String.valueOf(refused(site).getMessage())).contains("read-only replica");
            redis.command("REPLICAOF", "NO", "ONE");
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void a_flood_is_turned_away_before_redis_looks_away_and_all_that_is_accepted_is_there() {
        var patient = new RedisSettings(
                RedisAddress.parse(redis.uri().toString()),
                Integer.MAX_VALUE,
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                AofWait.OFF);
        try (var front = RedisFront.connect(patient, Telemetry.NONE)) {
            var durable = new ArrayList<CompletionStage<Void>>();
            int turnedAway = 0;
            for (int number = 1; number <= 300_000; number++) {
                if (front.queue().append(Requests.set(number)) instanceof Admission.Accepted accepted) {
                    durable.add(accepted.durable());
                } else {
                    turnedAway++;
                }
            }
            durable.forEach(Await::done);
            assertThat(turnedAway).isPositive();
            assertThat(redis.command("XLEN", "request_duck")).isEqualTo((long) durable.size());
        }
    }
}
