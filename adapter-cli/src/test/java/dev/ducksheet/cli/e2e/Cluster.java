package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.TcpProxy;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A whole installation in processes of their own: a Redis that syncs every write, the writer, two API servers, each behind
 * a network of its own, and a subscriber at each and one that goes from one to the next.
 */
final class Cluster implements AutoCloseable {
    static final Tree TREE = new Tree(ColumnType.bigint(), 3, 3, 3, 4);

    private static final int CLIENTS = 6;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<TcpProxy> networks = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final Verdict verdict;
    private final RealRedis redis;
    private final Node writer;
    private final List<Node> apis;
    private int loads;

    /** Starts everything, with the files in a folder. */
    Cluster(Path folder, Verdict verdict) {
        this.verdict = verdict;
        try {
            redis = with(RealRedis.start(RedisOptions.durable()));
            var file = folder.resolve("cluster.duckdb");
            Server.make(file, TREE::load);
            writer = with(Node.start(serve("--workbook", file.toString())));
            apis = List.of(with(Node.start(serve("--api-only"))), with(Node.start(serve("--api-only"))));
            follow();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.add(0, part);
        return part;
    }

    private List<String> serve(String... how) {
        var network = with(TcpProxy.to(redis.port()));
        networks.add(network);
        var arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(how));
        arguments.addAll(List.of(
                "--queue", "redis://127.0.0.1:" + network.port(), "--host", "127.0.0.1", "--port", "0", "--open"));
        return arguments;
    }

    private void follow() {
        var nodes = nodes();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            followers.add(with(new Follower(
                    "subscriber-" + i, verdict.feeds(), List.of(() -> node.api().server()))));
        }
        followers.add(with(new Follower(
                "wanderer",
                verdict.feeds(),
                nodes.stream()
                        .<Supplier<java.net.URI>>map(node -> () -> node.api().server())
                        .toList())));
    }

    RealRedis redis() {
        return redis;
    }

    Node writer() {
        return writer;
    }

    /** One of the API servers. */
    Node api() {
        return apis.get(0);
    }

    /** The writer and the API servers. */
    List<Node> nodes() {
        return List.of(writer, apis.get(0), apis.get(1));
    }

    /** The networks between Redis and the servers. */
    List<TcpProxy> networks() {
        return networks;
    }

    /** Cuts every subscriber off. */
    void cutSubscribersOff() {
        followers.forEach(Follower::cutOff);
    }

    /**
     * Has clients send to every server.
     *
     * @param thinkMillis how long each waits between an answer and its next edit
     */
    Load load(SplittableRandom random, long thinkMillis) {
        loads++;
        List<Supplier<Api>> servers =
                nodes().stream().<Supplier<Api>>map(node -> node::api).toList();
        return Load.of(
                IntStream.range(0, CLIENTS)
                        .mapToObj(i -> new PatientClient(
                                "load-" + loads + "-client-" + i, TREE, random.split(), from(servers, i)))
                        .toList(),
                thinkMillis);
    }

    private static List<Supplier<Api>> from(List<Supplier<Api>> servers, int first) {
        var turned = new ArrayList<>(servers);
        java.util.Collections.rotate(turned, -first);
        return turned;
    }

    /** Ends a load, and fails if anything is wrong with what has come of it. */
    void judge(Load load) throws InterruptedException {
        load.end().forEach(verdict::sent);
        verdict.check(writer.api());
    }

    private String standing() {
        return followers.stream().map(follower -> follower.standing() + "\n").collect(Collectors.joining());
    }

    /** Returns how many updates have been applied and checked. */
    long checked() {
        return verdict.last();
    }

    /** Returns where the subscribers stand, and what the servers complained of. */
    String complaints() {
        return "subscribers:\n" + standing() + "writer:\n" + writer.complaints() + "API servers:\n"
                + apis.get(0).complaints() + apis.get(1).complaints();
    }

    @Override
    public void close() {
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError("a part of the installation does not end", e);
            }
        }
        verdict.close();
    }
}
