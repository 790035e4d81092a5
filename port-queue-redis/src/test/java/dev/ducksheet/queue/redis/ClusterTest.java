package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.redis.RealCluster;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workbooks in a cluster that asks for a password, while its slots move and its nodes die. */
final class ClusterTest {
    private static RealCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RealCluster.start(RedisOptions.durable().password("hush"));
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private static RedisSettings settings(String workbook) {
        return RedisSettings.of(
                RedisAddress.parse("redis-cluster://:hush@" + cluster.hosts() + "?workbook=" + workbook));
    }

    private static List<?> keys(RealRedis node, String workbook) {
        return (List<?>) node.command("KEYS", "{" + workbook + "}:*");
    }

    private static void appliesEachOnceWhile(String workbook, Runnable trouble, RealRedis afterwards) {
        try (var site = Site.open(Site.demo(), settings(workbook));
                var front = Front.open(settings(workbook));
                var threads = new Await.Threads(1)) {
            var before = site.quantity();
            var adding = front.adding(threads);
            adding.awaitMore(20);
            trouble.run();
            adding.awaitMore(20);
            int added = adding.end();
            assertThat(site.quantity()).isEqualTo(Site.plus(before, added));
            assertThat(site.versions())
                    .isEqualTo(LongStream.rangeClosed(1, added).boxed().toList());
            Site.awaitFeed(afterwards, "{" + workbook + "}:response_duck", 1, added);
        }
    }

    @Test
    void each_workbook_has_its_keys_on_one_node_and_workbooks_may_be_on_different_ones() {
        var here = cluster.workbookIn(1, "here");
        var there = cluster.workbookIn(2, "there");
        try (var site = Site.open(Site.demo(), settings(here));
                var other = Site.open(Site.demo(), settings(there));
                var front = Front.open(settings(here))) {
            assertThat(site.add(1)).isEqualTo(1);
            assertThat(other.add(1)).isEqualTo(1);
            assertThat(other.add(1)).isEqualTo(2);
            assertThat(CoreDriver.outcome(front.desk()
                            .submitUpdate()
                            .submit(CoreDriver.set("sales", "quantity", 7, "product_id = 1"))))
                    .isInstanceOf(Outcome.Applied.class);
            Site.awaitFeed(cluster.primary(1), "{" + here + "}:response_duck", 1, 2);
            Site.awaitFeed(cluster.primary(2), "{" + there + "}:response_duck", 1, 2);
            assertThat(keys(cluster.primary(1), here)).hasSizeGreaterThanOrEqualTo(5);
            assertThat(keys(cluster.primary(2), here)).isEmpty();
            assertThat(keys(cluster.replica(), here)).isEmpty();
        }
    }

    @Test
    void each_edit_is_applied_once_while_the_slot_of_a_workbook_moves_to_another_node() {
        var workbook = cluster.workbookIn(1, "moving");
        var to = cluster.primary(2);
        appliesEachOnceWhile(workbook, () -> cluster.move(workbook, cluster.primary(1), to), to);
    }

    @Test
    void a_second_writer_is_refused_and_dead_letters_are_worked_on() {
        var settings = settings(cluster.workbookIn(2, "letters")).lease(Duration.ofSeconds(1));
        var keys = settings.address().keys();
        try (var site = Site.open(Site.demo(), settings);
                var second = RedisStreams.connect(settings, "/another/file", "other", new Random(5), Telemetry.NONE);
                var letters = RedisDeadLetters.connect(settings)) {
            assertThatThrownBy(() -> second.queue().open(Optional.empty()))
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("another server writes this workbook");
            cluster.primary(2).command("XADD", keys.requests(), "*", "data", "{");
            assertThat(site.add(1)).isEqualTo(1);
            var letter = letters.list(10).get(0);
            assertThat(letters.retry(letter)).isTrue();
            assertThat(site.add(1)).isEqualTo(2);
            assertThat(letters.list(10)).hasSize(1).allMatch(again -> letters.drop(again.id()));
        }
    }

    @Test
    void writer_and_front_desk_go_on_after_a_failover_and_each_edit_is_applied_once() {
        appliesEachOnceWhile(
                cluster.workbookIn(0, "failing"),
                () -> {
                    cluster.awaitReplication();
                    cluster.primary(0).kill();
                    cluster.awaitFailover();
                },
                cluster.replica());
    }
}
