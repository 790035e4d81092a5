package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.redis.RealSentinels;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Redis that sentinels watch, with a password on it and another one on the sentinels. */
final class SentinelTest {
    private final RealSentinels sentinels = RealSentinels.start(
            RedisOptions.durable().password("hush"), RedisOptions.durable().password("whisper"));
    private final Warnings warnings = new Warnings();

    @AfterEach
    void end() {
        warnings.close();
        sentinels.close();
    }

    private RedisSettings settings() {
        return settings("?sentinel_password=whisper");
    }

    private RedisSettings settings(String parameters) {
        return RedisSettings.of(
                RedisAddress.parse("redis-sentinel://:hush@" + sentinels.hosts() + "/0" + parameters + "#duck"));
    }

    @Test
    void writer_and_front_desk_go_on_after_a_failover_and_each_edit_is_applied_once() {
        try (var site = Site.open(Site.demo(), settings());
                var front = Front.open(settings());
                var threads = new Await.Threads(1)) {
            var before = site.quantity();
            var adding = front.adding(threads);
            adding.awaitMore(20);
            sentinels.primary().kill();
            adding.awaitMore(20);
            int added = adding.end();
            assertThat(site.quantity()).isEqualTo(Site.plus(before, added));
            assertThat(site.versions()).isEqualTo(upTo(added));
            Site.awaitFeed(sentinels.replica(), "response_duck", 1, added);
        }
    }

    @Test
    void what_the_replica_did_not_have_yet_is_said_and_nothing_is_applied_again_or_skipped() {
        try (var site = Site.open(Site.demo(), settings())) {
            site.add(1);
            sentinels.awaitReplication();
            sentinels.cutReplication();
            site.add(1);
            site.add(1);
            var before = site.quantity();
            sentinels.primary().kill();
            sentinels.awaitFailover();
            site.awaitWell(true);
            assertThat(site.add(1)).isEqualTo(4);
            assertThat(site.quantity()).isEqualTo(Site.plus(before, 1));
            assertThat(warnings.messages()).anyMatch(message -> message.contains("Redis has lost the end"));
            Site.awaitFeed(sentinels.replica(), "response_duck", 1, 4);
        }
    }

    @Test
    void sentinels_that_ask_for_a_password_get_it_from_the_address_and_it_is_never_shown() {
        assertThat(settings().address()).asString().doesNotContain("hush").doesNotContain("whisper");
        for (var wrong : List.of("", "?sentinel_password=wrong-word")) {
            assertThatThrownBy(() -> RedisFront.connect(settings(wrong), Telemetry.NONE))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageNotContaining("wrong-word");
        }
    }

    private static List<Long> upTo(int versions) {
        return LongStream.rangeClosed(1, versions).boxed().toList();
    }
}
