package dev.ducksheet.testkit.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three primaries, of which the first has a replica, each a process of its own: soon after the first
 * is killed its replica takes its place. One thread at a time.
 */
public final class RealCluster implements AutoCloseable {
    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final int BUS = 10_000;
    private static final int LAST_PORT = 65_535;

    private final RedisOptions options;
    private final List<RealRedis> nodes = new ArrayList<>();

    private RealCluster(RedisOptions options) {
        this.options = options.with("cluster-enabled yes")
                .with("cluster-node-timeout 1500")
                .with("repl-diskless-sync-delay 0");
        try {
            while (nodes.size() <= PRIMARIES) {
                nodes.add(RealRedis.start(this.options, portWithBus()));
            }
            join();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Starts the nodes and waits until each of them sees a whole cluster. */
    public static RealCluster start(RedisOptions options) {
        return new RealCluster(options);
    }

    /** The nodes speak with each other on a port of their own, which is derived from the other. */
    private static int portWithBus() {
        int port = RealRedis.freePort();
        while (port + BUS > LAST_PORT || !Loopback.isFree(port + BUS)) {
            port = RealRedis.freePort();
        }
        return port;
    }

    private void join() {
        for (int i = 0; i < PRIMARIES; i++) {
            var words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
            IntStream.range(SLOTS * i / PRIMARIES, SLOTS * (i + 1) / PRIMARIES)
                    .mapToObj(Integer::toString)
                    .forEach(words::add);
            nodes.get(i).command(words.toArray(String[]::new));
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        nodes.forEach(node -> nodes.get(0).command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port())));
        awaitInfo("cluster_known_nodes:" + nodes.size());
        awaitInfo("cluster_state:ok");
        replica().command("CLUSTER", "REPLICATE", id(primary(0)));
        awaitReplication();
    }

    private void awaitInfo(String line) {
        nodes.forEach(node -> Poll.until(
                () -> String.valueOf(node.command("CLUSTER", "INFO")).contains(line),
                () -> "not " + line + ": " + node.command("CLUSTER", "INFO")));
    }

    private static String id(RealRedis node) {
        return String.valueOf(node.command("CLUSTER", "MYID"));
    }

    /** Returns the primary that has that third of the slots at first. */
    public RealRedis primary(int third) {
        return nodes.get(third);
    }

    /** Returns the replica of the first primary. */
    public RealRedis replica() {
        return nodes.get(PRIMARIES);
    }

    /** Waits until the replica has all that the first primary has at this moment. */
    public void awaitReplication() {
        Replication.await(primary(0), replica());
    }

    /** Waits until the replica has taken the place of the first primary. */
    public void awaitFailover() {
        Replication.awaitPrimary(replica());
    }

    /** Returns a name that begins as given, for a workbook that has its keys in that third of the slots. */
    public String workbookIn(int third, String prefix) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> prefix + i)
                .filter(name -> third(name) == third)
                .findFirst()
                .orElseThrow();
    }

    private int third(String workbook) {
        return slot(workbook) * PRIMARIES / SLOTS;
    }

    private int slot(String name) {
        return Integer.parseInt(String.valueOf(replica().command("CLUSTER", "KEYSLOT", "{" + name + "}")));
    }

    /** Moves a workbook's slot, with its keys, from the primary that has it to another, while clients go on. */
    public void move(String workbook, RealRedis from, RealRedis to) {
        String slot = Integer.toString(slot(workbook));
        to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
        from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", id(to));
        moveKeys(slot, from, to);
        to.command("CLUSTER", "SETSLOT", slot, "NODE", id(to));
        from.command("CLUSTER", "SETSLOT", slot, "NODE", id(to));
    }

    private void moveKeys(String slot, RealRedis from, RealRedis to) {
        Poll.until(
                () -> {
                    var keys = (List<?>) from.command("CLUSTER", "GETKEYSINSLOT", slot, "100");
                    if (keys == null || keys.isEmpty()) {
                        return true;
                    }
                    keys.forEach(key -> moveKey(key.toString(), from, to));
                    return false;
                },
                () -> "keys come again and again into slot " + slot);
    }

    private void moveKey(String key, RealRedis from, RealRedis to) {
        var words = new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "5000"));
        if (!options.password().isEmpty()) {
            words.addAll(List.of("AUTH", options.password()));
        }
        from.command(words.toArray(String[]::new));
    }

    /** Returns where the nodes listen, with commas between. */
    public String hosts() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    /** Returns the address of a workbook for clients who need no credentials. */
    public String address(String workbook) {
        return "redis-cluster://" + hosts() + "?workbook=" + workbook;
    }

    @Override
    public void close() {
        nodes.forEach(RealRedis::close);
    }
}
