package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.application.FrontDesk;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.AnsweredElsewhereException;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The streams stay short, and nobody misses what is trimmed. */
final class TrimmingTest {
    private static final int FEED = 120;

    /** Redis drops whole nodes of a hundred entries. */
    private static final int NODE = 100;

    private final RealRedis redis = RealRedis.start(RedisOptions.durable().persisting(Persistence.NONE));

    @AfterEach
    void end() {
        redis.close();
    }

    private RedisSettings settings() {
        return Site.settings(redis).feedLength(FEED);
    }

    private static void await(BooleanSupplier condition) {
        Await.inTime(() -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    private List<String> ids(String stream) {
        return ((List<?>) redis.command("XRANGE", stream, "-", "+"))
                .stream().map(entry -> ((List<?>) entry).get(0).toString()).toList();
    }

    private static List<String> versions(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(version -> version + "-0")
                .toList();
    }

    /** Waits until the feed in Redis ends with a version, and returns what it has. */
    private List<String> feedUpTo(long version) {
        await(() -> ids("response_duck").stream().anyMatch((version + "-0")::equals));
        return ids("response_duck");
    }

    @Test
    void requests_are_trimmed_only_when_they_are_decided() {
        try (var streams = RedisStreams.connect(settings(), "/test/workbook", "e", new Random(1), Telemetry.NONE)) {
            var queue = streams.queue();
            queue.open(Optional.empty());
            for (int number = 1; number <= 1000; number++) {
                Await.done(((Admission.Accepted) queue.append(Requests.set(number))).durable());
            }
            var all = ids("request_duck");
            var taken = new ArrayList<Queued>();
            while (taken.size() < 1000) {
                taken.addAll(Await.inTime(() -> queue.take(1000, Duration.ofSeconds(20))));
            }
            assertThat(ids("request_duck")).isEqualTo(all);
            for (int decided = 50; decided <= 950; decided += 50) {
                queue.acknowledge(taken.get(decided - 1).position());
                var last = all.get(decided - 1);
                await(() -> last.equals(redis.command("HGET", "ducksheet:state", "applied")));
                assertThat(ids("request_duck")).containsAll(all.subList(decided, 1000));
            }
            assertThat(ids("request_duck")).hasSizeBetween(50 + NODE, 50 + 2 * NODE);
        }
    }

    @Test
    void the_feed_keeps_the_newest_and_older_ones_come_from_the_change_log() {
        try (var site = Site.open(Site.demo(), settings())) {
            site.streams().advertise("http://127.0.0.1:4711");
            for (int version = 1; version <= 400; version++) {
                assertThat(site.add(1)).isEqualTo(version);
            }
            var feed = feedUpTo(400);
            assertThat(feed).hasSizeBetween(FEED, FEED + 2 * NODE).endsWith("400-0");
            assertThat(feed).containsAll(versions(401 - FEED, 400));
            assertThat(site.versions())
                    .isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
            assertFrontKnowsTheNewestAndWhoHasTheRest();
        }
    }

    private void assertFrontKnowsTheNewestAndWhoHasTheRest() {
        try (var front = RedisFront.connect(settings(), Telemetry.NONE);
                var desk = FrontDesk.open(
                        front.mirror(),
                        front.queue(),
                        front.feed(),
                        Clock.systemUTC(),
                        new Random(2),
                        Telemetry.NONE)) {
            var updates = desk.readUpdates();
            var epoch = updates.head().epoch();
            assertThat(updates.after(new Cursor(epoch, new Version(400 - FEED + 1)), 1000))
                    .isInstanceOfSatisfying(
                            Page.Changes.class,
                            page -> assertThat(page.changes()).hasSize(FEED - 1));
            assertThatThrownBy(() -> updates.after(new Cursor(epoch, Version.ZERO), 1000))
                    .isInstanceOfSatisfying(
                            AnsweredElsewhereException.class,
                            e -> assertThat(e.writer()).hasToString("http://127.0.0.1:4711"));
        }
    }

    @Test
    void an_emptied_feed_is_filled_with_the_newest_that_are_in_memory() {
        try (var site = Site.open(Site.demo(), settings())) {
            for (int version = 1; version <= 300; version++) {
                site.add(1);
            }
            feedUpTo(300);
            redis.command("FLUSHALL");
            assertThat(feedUpTo(300)).isEqualTo(versions(301 - FEED, 300));
            site.add(1);
            assertThat(feedUpTo(301)).containsAll(versions(301 - FEED, 301));
        }
    }

    @Test
    void an_emptied_feed_is_filled_from_the_change_log_by_a_writer_that_has_just_started() {
        var store = Site.demo();
        try (var site = Site.open(store, settings())) {
            for (int version = 1; version <= 300; version++) {
                site.add(1);
            }
        }
        redis.command("FLUSHALL");
        try (var site = Site.open(store.reopen(), settings())) {
            assertThat(feedUpTo(300)).isEqualTo(versions(301 - FEED, 300));
            assertThat(site.add(1)).isEqualTo(301);
        }
    }
}
