package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many edit the same few cells and totals at once, and many look on: one order, the same for everybody. */
class ManyClientsTest {
    private static final int CLIENTS = 32;
    private static final int EDITS_EACH = Integer.getInteger("ducksheet.edits", 500);
    private static final int SUBSCRIBERS = 8;
    private static final int THREADS = 64;
    private static final int PATIENCE_SECONDS = 300;
    private static final Tree TREE = new Tree(ColumnType.decimal(18, 2), 3, 2, 2, 4);
    private static final String FAREWELL = "farewell";
    private static final String HELD = "id IN (2, 17)";

    private final long seed = Long.getLong("ducksheet.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentSkipListMap<Long, CellUpdate> accepted = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void thirty_two_clients_end_where_the_same_updates_one_by_one_end_and_every_subscriber_sees_them_so()
            throws Exception {
        System.out.println("ManyClientsTest: -Dducksheet.seed=" + seed);
        var file = folder.resolve("many.duckdb");
        Server.make(file, TREE::load);
        try (var server = Server.on(file)) {
            var api = server.api();
            assertThat(api.post("/holds", hold()).status()).isEqualTo(201);
            var told = new ConcurrentHashMap<Long, String>();
            var done = new CountDownLatch(CLIENTS);
            var subscribers = new ArrayList<Future<Integer>>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                var kind = Kind.values()[i % Kind.values().length];
                var own = random.split();
                subscribers.add(threads.submit(() -> follow(api.server(), kind, own, told, done)));
            }
            var clients = new ArrayList<Future<?>>();
            for (int i = 1; i <= CLIENTS; i++) {
                var name = "client-" + i;
                var own = random.split();
                clients.add(threads.submit(() -> edit(api, name, own, done)));
            }
            for (var client : clients) {
                client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(farewell(api)).isEqualTo(200);
            int connections = 0;
            for (var subscriber : subscribers) {
                connections += subscriber.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            System.out.println("ManyClientsTest: " + accepted.size() + " applied, refused " + refused + ", "
                    + connections + " connections of " + SUBSCRIBERS + " subscribers");
            assertThat(connections).isGreaterThan(SUBSCRIBERS);
            assertThat(refused).containsKeys("no-match", "stale", "out-of-range");
            assertThat(accepted.keySet()).containsExactlyElementsOf(versions());

            var log = new ArrayList<LoggedChange>();
            api.changesAfter(0, log::add);
            assertThat(log.stream().map(LoggedChange::version)).containsExactlyElementsOf(versions());
            for (var change : log) {
                assertThat(LoggedChange.of(Json.read(told.get(change.version()))))
                        .containsExactly(change);
            }
            try (var replay = replay()) {
                log.forEach(replay::compare);
                replay.compare(api);
                assertThat(replay.wrongs()).isEmpty();
            }
        }
    }

    private List<Long> versions() {
        return java.util.stream.LongStream.rangeClosed(1, accepted.size())
                .boxed()
                .toList();
    }

    private static String hold() {
        return Json.object()
                .put("table", "leaf")
                .put("column", "amount")
                .put("condition", HELD)
                .toString();
    }

    /** Makes a last change, so that subscribers know that it is over. */
    private int farewell(Api api) {
        var edit = Edit.OfLeaf.of(1, Edit.Op.SET, 1);
        var answer = api.update(edit, "Ducksheet-Editor", FAREWELL);
        accepted.put(answer.body().path("version").asLong(), edit.update().by(FAREWELL));
        return answer.status();
    }

    /** Sends one edit after the other, each after the answer to the one before. */
    private Void edit(Api api, String name, SplittableRandom random, CountDownLatch done) {
        for (int i = 0; i < EDITS_EACH; i++) {
            var edit = randomEdit(random);
            var answer = send(api, edit, name);
            if (answer.status() == 200) {
                long version = answer.body().path("version").asLong();
                assertThat(accepted.put(version, edit.update().by(name))).isNull();
                newest.accumulateAndGet(version, Math::max);
            } else {
                assertThat(answer.status()).as(edit.json() + " " + answer).isIn(404, 409, 422);
                refused.computeIfAbsent(answer.problem(), problem -> new AtomicInteger())
                        .incrementAndGet();
            }
        }
        done.countDown();
        return null;
    }

    /** Sends an edit, again and again as long as the server has too much to do, as it asks to. */
    private static Api.Answer send(Api api, Edit edit, String name) {
        while (true) {
            var answer = api.update(edit, "Ducksheet-Editor", name, "Prefer", "wait=60");
            if (answer.status() != 429) {
                return answer;
            }
            long seconds = Long.parseLong(answer.retryAfter().orElseThrow());
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    private static Edit randomEdit(SplittableRandom random) {
        int leaf = TREE.randomLeaf(random);
        var cents = BigDecimal.valueOf(random.nextLong(1, 100_000_00), 2);
        Optional<BigDecimal> nothing = Optional.empty();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new Edit.OfLeaf(leaf, "amount", Edit.Op.SET, cents, nothing);
            case 6, 7, 8, 9 -> new Edit.OfLeaf(leaf, "amount", Edit.Op.ADD, cents, nothing);
            case 10 -> new Edit.OfLeaf(leaf, "amount", Edit.Op.MULTIPLY, new BigDecimal("0.995"), nothing);
            case 11 -> new Edit.OfLeaf(leaf, "weight", Edit.Op.ADD, BigDecimal.ONE, nothing);
            case 12 -> new Edit.OfLeaf(leaf, "weight", Edit.Op.SET, BigDecimal.TEN, Optional.of(BigDecimal.ONE));
            case 13 -> new Edit.OfLeaf(TREE.size() + leaf, "amount", Edit.Op.SET, cents, nothing);
            case 14 -> new Edit.OfLeaf(leaf, "amount", Edit.Op.SET, new BigDecimal("1e17"), nothing);
            case 15 ->
                new Edit.OfNode(
                        TREE.randomNode(random), Edit.Op.ADD, cents, SpreadMethod.EQUAL_INCREMENT, true, nothing);
            case 16 ->
                new Edit.OfNode(
                        TREE.randomNode(random), Edit.Op.SET, cents, SpreadMethod.EQUAL, random.nextBoolean(), nothing);
            case 17 ->
                new Edit.OfNode(
                        TREE.randomNode(random),
                        Edit.Op.SET,
                        cents,
                        SpreadMethod.PROPORTIONAL,
                        false,
                        Optional.of(cents));
            default ->
                new Edit.OfNode(
                        TREE.randomNode(random),
                        Edit.Op.SET,
                        cents,
                        SpreadMethod.PROPORTIONAL,
                        random.nextBoolean(),
                        nothing);
        };
    }

    /** How a subscriber behaves. */
    private enum Kind {
        STEADY,
        RECONNECTING,
        SLOW,
        RECONNECTING_OFTEN
    }

    /**
     * Follows until the last change, and checks that each version comes once and in order.
     *
     * @param told what subscribers were told of each version; it must be the same for all
     * @return how many connections it took
     */
    private int follow(URI server, Kind kind, SplittableRandom random, Map<Long, String> told, CountDownLatch done)
            throws Exception {
        long last = 0;
        String cursor = "0";
        int connections = 0;
        boolean over = false;
        while (!over) {
            connections++;
            try (var subscriber =
                    kind == Kind.SLOW ? Subscriber.withLittleRoom(server, cursor) : Subscriber.after(server, cursor)) {
                long leaveAfter = last + patience(kind, random);
                while (last < leaveAfter && !over) {
                    var event = subscriber.next();
                    if (event.isEmpty()) {
                        break;
                    }
                    assertThat(event.get().version()).isEqualTo(last + 1);
                    last = event.get().version();
                    cursor = event.get().id();
                    over = event.get().data().contains("\"editor\":\"" + FAREWELL + "\"");
                    var before = told.putIfAbsent(last, event.get().data());
                    assertThat(before == null || before.equals(event.get().data()))
                            .isTrue();
                    if (kind == Kind.SLOW && last % 1000 == 1) {
                        fallBehind(last + 900, done);
                    }
                }
            }
        }
        return connections;
    }

    private static long patience(Kind kind, SplittableRandom random) {
        return switch (kind) {
            case STEADY, SLOW -> Long.MAX_VALUE / 2;
            case RECONNECTING -> random.nextLong(1, 2000);
            case RECONNECTING_OFTEN -> random.nextLong(1, 200);
        };
    }

    /** Reads nothing until the others are far ahead. */
    private void fallBehind(long version, CountDownLatch done) throws InterruptedException {
        while (newest.get() < version && !done.await(1, TimeUnit.MILLISECONDS)) {
            Thread.onSpinWait();
        }
    }

    /** Does what was accepted once more, in the order of its versions, one update after the other, on the twin. */
    private SerialReplay replay() {
        var replay = new SerialReplay(TREE);
        replay.hold(HELD);
        accepted.forEach(replay::apply);
        return replay;
    }

    @Test
    void sixty_four_threads_share_one_writer_that_has_one_transaction_at_a_time() throws Exception {
        System.out.println("ManyClientsTest: -Dducksheet.seed=" + seed);
        var file = folder.resolve("one-writer.duckdb");
        Server.make(file, TREE::load);
        var writers = new Writers();
        var start = new CountDownLatch(1);
        try (var workbook = Ducksheet.open(writers.around(Server.store(file)), Clock.systemUTC(), new Random(2))) {
            var core = CoreDriver.of(workbook);
            core.hold("leaf", "amount", HELD);
            var submitting = new ArrayList<Future<?>>();
            for (int i = 1; i <= THREADS; i++) {
                var own = random.split();
                submitting.add(threads.submit(() -> submit(core, own, start)));
            }
            start.countDown();
            for (var thread : submitting) {
                thread.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(accepted.keySet()).containsExactlyElementsOf(versions());
            try (var replay = replay()) {
                replay.compare(core);
                assertThat(replay.wrongs()).isEmpty();
            }
        }
        assertThat(writers.mostAtOnce()).isEqualTo(1);
        assertThat(writers.threads()).hasSize(1);
        assertThat(writers.transactions()).as("updates share transactions").isBetween(1, accepted.size());
    }

    private Void submit(CoreDriver core, SplittableRandom random, CountDownLatch start) {
        Await.opened(start);
        for (int i = 0; i < EDITS_EACH / 10; i++) {
            var update = randomEdit(random).update();
            var submission = core.workbook().submitUpdate().submit(update);
            assertThat(submission).isNotInstanceOf(Submission.Busy.class);
            if (CoreDriver.outcome(submission) instanceof Outcome.Applied applied) {
                accepted.put(applied.version().number(), update);
            }
        }
        return null;
    }
}
