package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis or the workbook is restored to an older state than the other: nothing is applied twice or skipped in silence. */
final class RestoreTest {
    private final RealRedis redis = RealRedis.start(RedisOptions.durable());
    private final Warnings warnings = new Warnings();
    private final InMemoryWorkbookStore store = Site.demo();

    @AfterEach
    void end() {
        warnings.close();
        redis.close();
    }

    @Test
    void an_emptied_redis_is_noticed_at_the_start_and_the_feed_is_filled_from_the_change_log() {
        CellValue before;
        try (var site = Site.open(store, redis)) {
            LongStream.rangeClosed(1, 3)
                    .forEach(version -> assertThat(site.add(1)).isEqualTo(version));
            before = site.quantity();
        }
        redis.restartEmpty();
        var reopened = store.reopen();
        try (var site = Site.open(reopened, redis)) {
            assertThat(site.quantity()).isEqualTo(before);
            assertThat(site.add(1)).isEqualTo(4);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("emptied or restored"));
            awaitFeed(1, 4);
        }
    }

    @Test
    void a_redis_that_is_emptied_under_a_running_writer_is_noticed_and_edits_go_on() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            redis.command("FLUSHALL");
            assertThat(site.add(1)).isEqualTo(2);
            assertThat(site.add(1)).isEqualTo(3);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("emptied or restored"));
            assertThat(site.versions()).isEqualTo(List.of(1L, 2L, 3L));
            awaitFeed(1, 3);
        }
    }

    @Test
    void a_redis_that_restarted_may_have_lost_what_nobody_knows_of_and_that_is_said() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            redis.kill();
            site.awaitWell(false);
            redis.restart();
            site.awaitWell(true);
            assertThat(site.add(1)).isEqualTo(2);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("another process than before"));
        }
    }

    @Test
    void a_redis_that_is_emptied_while_nobody_edits_is_filled_again() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            awaitFeed(1, 1);
            redis.command("FLUSHALL");
            awaitFeed(1, 1);
            assertThat(redis.command("EXISTS", "ducksheet:catalog")).isEqualTo(1L);
            assertThat(site.add(1)).isEqualTo(2);
        }
    }

    @Test
    void another_workbook_does_not_get_what_the_one_before_has_applied() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            site.add(1);
        }
        append("*", 5);
        var another = Site.demo();
        another.beginEpoch();
        try (var site = Site.open(another, redis)) {
            assertThat(site.add(1)).isEqualTo(2);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("another workbook was on"));
        }
    }

    @Test
    void what_others_appended_to_an_emptied_redis_before_the_writer_came_is_applied() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
        }
        redis.restartEmpty();
        append("1-1", 5);
        var reopened = store.reopen();
        try (var site = Site.open(reopened, redis)) {
            assertThat(site.add(1)).isEqualTo(3);
        }
    }

    @Test
    void a_redis_that_lost_its_end_is_noticed_nothing_is_applied_again_and_nothing_new_is_skipped() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
            site.add(1);
        }
        var backup = redis.backup();
        CellValue before;
        var second = store.reopen();
        try (var site = Site.open(second, redis)) {
            site.add(1);
            site.add(1);
            before = site.quantity();
        }
        redis.restartWith(backup);
        var third = second.reopen();
        try (var site = Site.open(third, redis)) {
            assertThat(site.quantity()).isEqualTo(before);
            assertThat(site.add(1)).isEqualTo(5);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("Redis has lost the end"));
            assertThat(site.versions()).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L));
        }
    }

    @Test
    void a_redis_that_lost_its_end_is_noticed_also_when_others_have_appended_since() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
        }
        var backup = redis.backup();
        var second = store.reopen();
        try (var site = Site.open(second, redis)) {
            site.add(1);
        }
        redis.restartWith(backup);
        append("*", 7);
        try (var site = Site.open(second.reopen(), redis)) {
            assertThat(site.add(1)).isEqualTo(4);
            assertThat(warnings.messages())
                    .anyMatch(message -> message.contains("lost the end") && message.contains("new entries since"));
        }
    }

    @Test
    void an_entry_that_a_clock_gone_back_puts_before_the_position_is_applied_all_the_same() {
        try (var site = Site.open(store, redis)) {
            site.add(1);
        }
        var backup = redis.backup();
        var second = store.reopen();
        try (var site = Site.open(second, redis)) {
            site.add(1);
        }
        var third = second.reopen();
        var last = StreamPosition.parse(third.position().orElseThrow().value()).entry();
        redis.restartWith(backup);
        append(last.previous().toString(), 7);
        try (var site = Site.open(third, redis)) {
            assertThat(site.add(1)).isEqualTo(4);
            assertThat(StreamPosition.parse(third.position().orElseThrow().value())
                            .entry()
                            .isAfter(last))
                    .isTrue();
        }
    }

    @Test
    void a_workbook_older_than_redis_gets_what_the_stream_still_has_in_a_history_of_its_own() {
        InMemoryWorkbookStore backup;
        CellValue before;
        try (var site = Site.open(store, redis)) {
            site.add(1);
            backup = store.backup();
            site.add(1);
            site.add(1);
            before = site.quantity();
            awaitFeed(1, 3);
        }
        String epoch = backup.head().epoch();
        try (var site = Site.open(backup, redis)) {
            assertThat(site.add(1)).isEqualTo(4);
            assertThat(backup.head().epoch()).isNotEqualTo(epoch);
            assertThat(warnings.messages())
                    .anyMatch(message -> message.contains("the store is older"))
                    .anyMatch(message -> message.contains("all that is missing is still there"));
            awaitFeed(1, 4);
            assertThat(redis.command("HGET", "ducksheet:state", "epoch"))
                    .isEqualTo(backup.head().epoch());
            assertThat(site.quantity()).isNotEqualTo(before);
        }
    }

    @Test
    void what_is_trimmed_and_missing_in_an_older_workbook_is_said_to_be_lost() {
        InMemoryWorkbookStore backup;
        try (var site = Site.open(store, redis)) {
            site.add(1);
            backup = store.backup();
            site.add(1);
        }
        redis.command("XTRIM", "request_duck", "MAXLEN", "0");
        try (var site = Site.open(backup, redis)) {
            assertThat(site.add(1)).isEqualTo(2);
            assertThat(warnings.messages()).anyMatch(message -> message.contains("LOST to this workbook"));
        }
    }

    private void append(String id, int amount) {
        redis.command(
                "XADD",
                "request_duck",
                id,
                "data",
                "{\"table\": \"sales\", \"column\": \"quantity\", \"op\": \"add\", \"value\": " + amount
                        + ", \"condition\": \"product_id = 1 AND customer_id = 1\"}");
    }

    private void awaitFeed(long from, long to) {
        Site.awaitFeed(redis, "response_duck", from, to);
    }
}
