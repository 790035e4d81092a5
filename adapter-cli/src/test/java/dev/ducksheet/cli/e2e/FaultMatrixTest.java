package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.testkit.Breakpoints.Point;
import dev.ducksheet.testkit.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole installation under load, and one fault after the other: after each, everything that was accepted has happened
 * once, in one order, and everybody was shown it.
 *
 * <p>{@code -Dducksheet.fault.rounds=20} runs every cell twenty times and pauses processes for ten seconds;
 * {@code -Dducksheet.fault.cells=redis} runs those cells alone whose names have that word.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
    private static final int ROUNDS = Integer.getInteger("ducksheet.fault.rounds", 2);
    private static final String CELLS = System.getProperty("ducksheet.fault.cells", "");
    private static final boolean THOROUGH = ROUNDS > 2;

    /** Longer than the longest time-out that a command to Redis has; the thorough run also outlasts the writer's lease. */
    private static final Duration PAUSE = THOROUGH ? Duration.ofSeconds(10) : Duration.ofSeconds(3);

    private static final int THINK_MILLIS = 5;
    private static final int BEFORE = 2;
    private static final int AFTERWARDS = 3;

    private final long seed = Long.getLong("ducksheet.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private Cluster cluster;

    @TempDir
    private static Path folder;

    /** One kind of fault. */
    @FunctionalInterface
    interface Fault {
        void strike(Cluster cluster, SplittableRandom random, Load load) throws Exception;
    }

    /** A fault with its name. */
    record Cell(String name, Fault fault) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Where a process stops so that another, or it, can be killed just then. */
    private enum Place {
        BEFORE_XADD("before queue.append"),
        AFTER_XADD("after queue.append"),
        MID_BATCH("after transaction.write"),
        AFTER_COMMIT_BEFORE_PUBLISH("before feed.publish"),
        AFTER_PUBLISH_BEFORE_ACKNOWLEDGE("before queue.acknowledge");

        private final String point;

        Place(String point) {
            this.point = point;
        }

        Point point() {
            return Point.parse(point);
        }

        /** Returns the process that comes there. */
        Node node(Cluster cluster) {
            return this == BEFORE_XADD || this == AFTER_XADD ? cluster.api() : cluster.writer();
        }
    }

    /** Who is killed or paused. */
    private enum Victim {
        WRITER {
            @Override
            Node node(Cluster cluster) {
                return cluster.writer();
            }
        },
        API_SERVER {
            @Override
            Node node(Cluster cluster) {
                return cluster.api();
            }
        },
        REDIS {
            @Override
            Node node(Cluster cluster) {
                throw new IllegalStateException("Redis is no node of ours");
            }

            @Override
            boolean is(Node node, Cluster cluster) {
                return false;
            }

            @Override
            void killAndRestart(Cluster cluster) {
                cluster.redis().restart();
            }

            @Override
            void pause(Cluster cluster) {
                cluster.redis().pause();
            }

            @Override
            void resume(Cluster cluster) {
                cluster.redis().resume();
            }
        };

        abstract Node node(Cluster cluster);

        boolean is(Node node, Cluster cluster) {
            return node == node(cluster);
        }

        void killAndRestart(Cluster cluster) {
            node(cluster).kill();
            node(cluster).start();
        }

        void pause(Cluster cluster) {
            node(cluster).pause();
        }

        void resume(Cluster cluster) {
            node(cluster).resume();
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Cell kill(Victim victim, Place place) {
        return new Cell("kill -9 of " + words(victim) + " " + words(place), (cluster, random, load) -> {
            var node = place.node(cluster);
            node.stopAt(place.point());
            node.awaitStopped(place.point());
            victim.killAndRestart(cluster);
            if (!victim.is(node, cluster)) {
                node.goOn();
            }
        });
    }

    private static Cell pause(Victim victim) {
        return new Cell("pause of " + words(victim), (cluster, random, load) -> {
            victim.pause(cluster);
            pass(PAUSE);
            victim.resume(cluster);
        });
    }

    /** Lets time pass where time is the fault. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static List<Cell> network() {
        return List.of(
                new Cell("TCP cut, again and again", (cluster, random, load) -> {
                    for (int i = 0; i < 5; i++) {
                        any(cluster, random).cut();
                        load.awaitEach(1);
                    }
                }),
                new Cell(
                        "TCP cut everywhere at once",
                        (cluster, random, load) -> cluster.networks().forEach(TcpProxy::cut)),
                new Cell("TCP delayed by 60 ms", (cluster, random, load) -> {
                    cluster.networks().forEach(network -> network.delay(Duration.ofMillis(60)));
                    load.awaitEach(2);
                    cluster.networks().forEach(TcpProxy::forward);
                }),
                new Cell("TCP stalled, then delivered", (cluster, random, load) -> {
                    var network = any(cluster, random);
                    network.stall();
                    pass(PAUSE);
                    network.forward();
                }),
                new Cell("TCP refused", (cluster, random, load) -> {
                    var network = any(cluster, random);
                    network.refuse();
                    pass(PAUSE);
                    network.forward();
                }),
                new Cell(
                        "TCP half-open",
                        (cluster, random, load) -> any(cluster, random).halfOpen()));
    }

    private static TcpProxy any(Cluster cluster, SplittableRandom random) {
        return cluster.networks().get(random.nextInt(cluster.networks().size()));
    }

    private static List<Cell> others() {
        return List.of(
                new Cell("writer ended and moved to another process", (cluster, random, load) -> {
                    assertThat(cluster.writer().terminate().exitCode()).isZero();
                    cluster.writer().start();
                }),
                new Cell("Redis restarted empty", (cluster, random, load) -> {
                    load.hold(); // what waits only in Redis is lost with it, so nothing waits
                    cluster.redis().restartEmpty();
                    load.goOn();
                }),
                new Cell("subscribers cut off", (cluster, random, load) -> {
                    for (int i = 0; i < 5; i++) {
                        cluster.cutSubscribersOff();
                        load.awaitEach(1);
                    }
                }));
    }

    private Stream<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (int round = 0; round < ROUNDS; round++) {
            var shuffled = new ArrayList<Cell>(others());
            shuffled.addAll(network());
            for (var victim : Victim.values()) {
                shuffled.add(pause(victim));
                Arrays.stream(Place.values()).forEach(place -> shuffled.add(kill(victim, place)));
            }
            java.util.Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
            shuffled.removeIf(cell -> !cell.name().contains(CELLS));
            cells.addAll(shuffled);
        }
        return cells.stream();
    }

    @BeforeAll
    void say_the_seed() {
        System.out.println("FaultMatrixTest: -Dducksheet.seed=" + seed + " -Dducksheet.fault.rounds=" + ROUNDS);
    }

    @AfterAll
    void end() {
        if (cluster != null) {
            System.out.println("FaultMatrixTest: " + cluster.checked() + " versions");
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everything_accepted_happens_once_in_one_order_and_everybody_is_shown_it_after(Cell cell) throws Exception {
        var installation = installation();
        long start = System.nanoTime();
        try (var load = installation.load(random.split(), THINK_MILLIS)) {
            load.awaitEach(BEFORE);
            cell.fault().strike(installation, random, load);
            load.awaitEach(AFTERWARDS);
            installation.judge(load);
        } catch (Exception | AssertionError e) {
            throw failed(cell, e);
        }
        System.out.println("FaultMatrixTest: " + cell + ": " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
                + " ms, version " + installation.checked());
    }

    private Cluster installation() throws Exception {
        if (cluster == null) {
            cluster = new Cluster(Files.createTempDirectory(folder, "cluster"), Verdict.of(Cluster.TREE));
        }
        return cluster;
    }

    /** Whatever follows starts from a new installation. */
    private AssertionError failed(Cell cell, Throwable cause) {
        var message = cell + " failed, with -Dducksheet.seed=" + seed + ": " + cause.getMessage() + "\n"
                + cluster.complaints();
        cluster.close();
        cluster = null;
        return new AssertionError(message, cause);
    }
}
