package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Breakpoints;
import dev.ducksheet.testkit.Breakpoints.Point;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two who want to write, each with a file of its own, as on two machines. */
final class LeaseTest {
    private final RedisRoom redis = RedisRoom.open();
    private final RedisSettings settings = Site.settings(redis).lease(Duration.ofSeconds(1));
    private final InMemoryWorkbookStore store = Site.demo();

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void a_second_writer_is_refused_while_the_first_lives() {
        try (var site = Site.open(store, settings);
                var other = RedisStreams.connect(settings, "/another/file", "other", new Random(5), Telemetry.NONE)) {
            site.streams().advertise("http://127.0.0.1:4711");
            assertThatThrownBy(() -> other.queue().open(Optional.empty()))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessage("another server writes this workbook, at http://127.0.0.1:4711; stop it, use --url,"
                            + " or serve with --api-only");
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void the_lease_of_one_who_ended_without_a_word_is_taken_over_when_it_has_run_out() {
        redis.command("HSET", redis.key("ducksheet:lease"), "owner", "elsewhere:/w", "token", "1-x", "url", "");
        redis.command("PEXPIRE", redis.key("ducksheet:lease"), "700");
        try (var site = Site.open(store, settings)) {
            assertThat(site.add(1)).isEqualTo(1);
        }
    }

    @Test
    void a_writer_that_another_has_overtaken_applies_nothing_any_more() {
        try (var site = Site.open(store, settings)) {
            site.add(1);
            overtake();
            site.awaitWell(false);
            assertThatThrownBy(() -> site.add(1))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessage("another server has taken over this workbook; end this one");
            assertThat(site.versions()).isEqualTo(List.of(1L));
        }
    }

    @Test
    void a_writer_that_is_overtaken_in_the_middle_of_a_batch_does_not_commit_it() {
        var stopped = new CountDownLatch(1);
        var breakpoints = new Breakpoints(point -> stopped.countDown());
        var before = store.head();
        try (var site = Site.open(breakpoints.in(store), settings)) {
            breakpoints.stop(Point.before("transaction.record"));
            site.driver().workbook().submitUpdate().submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1"));
            Await.opened(stopped);
            overtake();
            site.awaitWell(false);
            breakpoints.goOn();
        }
        assertThat(store.reopen().head()).isEqualTo(before);
    }

    /** Does what another writer does that found the lease run out. */
    private void overtake() {
        redis.command("HSET", redis.key("ducksheet:lease"), "owner", "elsewhere:/w", "token", "9-x", "url", "");
        redis.command("HSET", redis.key("ducksheet:state"), "token", "9-x");
    }
}
