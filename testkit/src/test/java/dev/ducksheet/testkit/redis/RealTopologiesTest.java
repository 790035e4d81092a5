package dev.ducksheet.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import org.junit.jupiter.api.Test;

/** Sentinels and clusters for tests do what tests of failovers need. */
final class RealTopologiesTest {
    private static final RedisOptions SECRET =
            RedisOptions.durable().persisting(Persistence.NONE).password("hush");

    @Test
    void sentinels_put_the_replica_in_the_place_of_a_killed_primary() {
        try (var sentinels = RealSentinels.start(SECRET, SECRET.password("whisper"))) {
            sentinels.primary().command("SET", "duck", "quack");
            sentinels.awaitReplication();
            sentinels.primary().kill();
            sentinels.awaitFailover();
            assertThat(sentinels.replica().command("GET", "duck")).isEqualTo("quack");
        }
    }

    @Test
    void a_cluster_moves_a_slot_and_puts_the_replica_in_the_place_of_a_killed_primary() {
        try (var cluster = RealCluster.start(SECRET)) {
            String here = "{" + cluster.workbookIn(0, "plan") + "}";
            String moving = cluster.workbookIn(1, "plan");
            String there = "{" + moving + "}";
            cluster.primary(1).command("SET", there, "quack");
            assertThatThrownBy(() -> cluster.primary(0).command("SET", there, "quack"))
                    .hasMessageContaining("MOVED");
            cluster.move(moving, cluster.primary(1), cluster.primary(2));
            assertThat(cluster.primary(2).command("GET", there)).isEqualTo("quack");
            cluster.primary(0).command("SET", here, "quack");
            cluster.awaitReplication();
            cluster.primary(0).kill();
            cluster.awaitFailover();
            assertThat(cluster.replica().command("GET", here)).isEqualTo("quack");
        }
    }
}
