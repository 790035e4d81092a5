package dev.ducksheet.testkit.redis;

import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A primary and its replica with three sentinels that watch them, each a process of its own: soon after the primary is
 * killed the replica takes its place. One thread at a time.
 */
public final class RealSentinels implements AutoCloseable {
    private static final String NAME = "duck";
    private static final int SENTINELS = 3;
    private static final int QUORUM = 2;

    private final List<RealRedis> parts = new ArrayList<>();
    private final List<RealRedis> sentinels;
    private final RealRedis primary;
    private final RealRedis replica;

    private RealSentinels(RedisOptions data, RedisOptions watching) {
        try {
            primary = with(data);
            replica = with(data.with("replicaof 127.0.0.1 " + primary.port()).with("repl-diskless-sync-delay 0"));
            awaitReplication();
            var monitoring = monitoring(data, watching);
            sentinels = IntStream.range(0, SENTINELS)
                    .mapToObj(i -> with(monitoring))
                    .toList();
            sentinels.forEach(RealSentinels::awaitAcquainted);
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all of them and waits until each knows the others.
     *
     * @param data how the primary and the replica run
     * @param watching how the sentinels run; only the password and the certificates count
     */
    public static RealSentinels start(RedisOptions data, RedisOptions watching) {
        return new RealSentinels(data, watching);
    }

    private RealRedis with(RedisOptions options) {
        var part = RealRedis.start(options);
        parts.add(part);
        return part;
    }

    private RedisOptions monitoring(RedisOptions data, RedisOptions watching) {
        var options = watching.persisting(Persistence.NONE)
                .with("sentinel monitor " + NAME + " 127.0.0.1 " + primary.port() + " " + QUORUM)
                .with("sentinel down-after-milliseconds " + NAME + " 1000")
                .with("sentinel failover-timeout " + NAME + " 5000");
        return data.password().isEmpty() ? options : options.with("sentinel auth-pass " + NAME + " " + data.password());
    }

    private static void awaitAcquainted(RealRedis sentinel) {
        Poll.until(
                () -> isAcquainted(sentinel),
                () -> "sentinel does not know the others: " + sentinel.command("SENTINEL", "MASTER", NAME));
    }

    private static boolean isAcquainted(RealRedis sentinel) {
        var facts = (List<?>) sentinel.command("SENTINEL", "MASTER", NAME);
        return facts != null
                && fact(facts, "num-slaves").equals("1")
                && fact(facts, "num-other-sentinels").equals(Integer.toString(SENTINELS - 1));
    }

    private static Object fact(List<?> facts, String name) {
        return facts.get(facts.indexOf(name) + 1);
    }

    /** Returns the server that was the primary at first. */
    public RealRedis primary() {
        return primary;
    }

    /** Returns the server that was the replica at first. */
    public RealRedis replica() {
        return replica;
    }

    /** Waits until the replica has all that the primary has at this moment. */
    public void awaitReplication() {
        Replication.await(primary, replica);
    }

    /** Keeps the replica from hearing any more of the primary, which must ask for a password. */
    public void cutReplication() {
        replica.command("CONFIG", "SET", "masterauth", "no longer");
        primary.command("CLIENT", "KILL", "TYPE", "replica");
    }

    /** Waits until the server that was the replica at first has taken the primary's place. */
    public void awaitFailover() {
        Replication.awaitPrimary(replica);
    }

    /** Returns where the sentinels listen, with commas between. */
    public String hosts() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(","));
    }

    /** Returns the address for clients who need no credentials. */
    public String address() {
        return "redis-sentinel://" + hosts() + "#" + NAME;
    }

    @Override
    public void close() {
        parts.forEach(RealRedis::close);
    }
}
