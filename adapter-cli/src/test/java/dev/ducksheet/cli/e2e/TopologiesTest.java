package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.redis.RealCluster;
import dev.ducksheet.testkit.redis.RealSentinels;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The commands of an operator on Sentinel and on a cluster, in processes of their own. */
class TopologiesTest extends OnTree {
    private static final RedisOptions REDIS = RedisOptions.durable().password("hush");

    private Cli writer(Map<String, String> queue) {
        return Cli.startIn(queue, "serve", "--workbook", file().toString(), "--open", "--port", "0");
    }

    private static Cli front(Map<String, String> queue) {
        return Cli.startIn(queue, "serve", "--api-only", "--open", "--port", "0");
    }

    @Test
    void servers_go_on_by_themselves_when_sentinels_have_made_another_redis_the_primary() {
        try (var sentinels = RealSentinels.start(REDIS, RedisOptions.durable())) {
            var queue = Map.of("DUCKSHEET_QUEUE", "redis-sentinel://:hush@" + sentinels.hosts() + "/0#duck");
            try (var writer = writer(queue);
                    var front = front(queue)) {
                var there = ready(writer);
                var here = ready(front);
                assertThat(here.update(Edit.OfLeaf.of(1, Edit.Op.ADD, 1)).status())
                        .isEqualTo(200);
                sentinels.awaitReplication();
                sentinels.primary().kill();
                Eventually.is(
                        200,
                        () -> here.update(Edit.OfLeaf.of(1, Edit.Op.ADD, 1), "Idempotency-Key", "after")
                                .status());
                assertThat(there.get("/get_updates").body().path("next").asText())
                        .endsWith("-2");
                Eventually.is(
                        there.get("/get_updates").body(),
                        () -> here.get("/get_updates").body());
            }
        }
    }

    @Test
    void a_cluster_takes_edits_tells_changes_and_has_dead_letters() {
        try (var cluster = RealCluster.start(REDIS)) {
            String plan = cluster.workbookIn(1, "plan");
            var queue = Map.of("DUCKSHEET_QUEUE", "redis-cluster://:hush@" + cluster.hosts() + "?workbook=" + plan);
            try (var writer = writer(queue);
                    var front = front(queue)) {
                var there = ready(writer);
                var here = ready(front);
                cluster.primary(1).command("XADD", "{" + plan + "}:request_duck", "*", "data", "no JSON");
                assertThat(here.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45)).status())
                        .isEqualTo(200);
                assertThat(there.column("leaf", "amount")).contains(CellValue.of(45));
                assertThat(here.get("/get_updates").body())
                        .isEqualTo(there.get("/get_updates").body());
                var letters = Cli.runIn(queue, "dead-letters", "list", "--json");
                assertThat(letters.out()).contains("no JSON");
                assertThat(letters.err()).isEmpty();
                assertThat(front.terminate().exitCode()).isZero();
                var ended = writer.terminate();
                assertThat(ended.exitCode()).isZero();
                assertThat(ended.err()).containsOnlyOnce("\n"); // the letter that was put aside
            }
        }
    }
}
