package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Redis is away, full, read-only, or stands still; and two who want to write. */
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

    private static void awaitWell(Site site, boolean well) {
        Await.inTime(() -> {
            while (site.driver().workbook().readHealth().health().isWell() != well) {
                Thread.onSpinWait();
            }
            return true;
        });
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
            awaitWell(site, false);
            assertThat(site.versions()).isEqualTo(List.of(1L));
            redis.restart();
            awaitWell(site, true);
            assertThat(site.add(1)).isEqualTo(2);
        }
    }

    @Test
    void a_redis_that_stands_still_turns_edits_away_within_a_second_and_an_edit_is_applied_at_most_once() {
        try (var site = Site.open(store, redis)) {
            var before = site.quantity();
            redis.pause();
            assertThat(isIn(refused(site), PortUnavailableException.class)).isTrue();
            awaitWell(site, false);
            redis.resume();
            awaitWell(site, true);
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

    @Test
    void a_second_writer_is_refused_while_the_first_lives() {
        var settings = Site.settings(redis).lease(Duration.ofSeconds(2));
        try (var site = Site.open(store, settings)) {
            var other =
                    RedisStreams.connect(settings, "/another/file", "other", new java.util.Random(5), Telemetry.NONE);
            site.streams().advertise("http://127.0.0.1:4711");
            assertThatThrownBy(() -> other.queue().open(java.util.Optional.empty()))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("another server writes this workbook, at http://127.0.0.1:4711");
            other.close();
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void the_lease_of_one_who_ended_without_a_word_is_taken_over_when_it_has_run_out() {
        var settings = Site.settings(redis).lease(Duration.ofSeconds(1));
        redis.command("HSET", "ducksheet:lease", "owner", "elsewhere:/w", "token", "1-x", "url", "");
        redis.command("PEXPIRE", "ducksheet:lease", "700");
        try (var site = Site.open(store, settings)) {
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void a_writer_that_another_has_overtaken_applies_nothing_any_more() {
        var settings = Site.settings(redis).lease(Duration.ofSeconds(1));
        try (var site = Site.open(store, settings)) {
            site.add(1);
            redis.command("HSET", "ducksheet:lease", "owner", "elsewhere:/w", "token", "9-x", "url", "");
            redis.command("HSET", "ducksheet:state", "token", "9-x");
            awaitWell(site, false);
            site.driver().workbook().submitUpdate().submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1"));
            assertThat(site.versions()).isEqualTo(List.of(1L));
        } catch (PortUnavailableException e) {
            assertThat(e).hasMessageContaining("another server");
        }
    }
}
