package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.cli.e2e.History.Told;
import dev.ducksheet.core.model.ColumnType;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed under load, again and again, and started again on the same file. */
class CrashTest {
    private static final int ROUNDS = 25;
    private static final int CLIENTS = 6;
    private static final int MOST_ANSWERS_BEFORE_THE_KILL = 400;
    private static final int SENT_AGAIN = 20;
    private static final Tree TREE = new Tree(ColumnType.bigint(), 3, 3, 3, 4);

    private final long seed = Long.getLong("ducksheet.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final History history = new History(TREE);
    private int unanswered;
    private int unansweredButApplied;

    @TempDir
    private Path folder;

    @Test
    void what_was_answered_is_there_exactly_once_and_nothing_is_half_done() throws Exception {
        System.out.println("CrashTest: -Dducksheet.seed=" + seed);
        var file = folder.resolve("crash.duckdb");
        Server.make(file, TREE::load);
        var sent = List.<Sent>of();
        for (int round = 1; round <= ROUNDS; round++) {
            try (var server = Cli.serve(file)) {
                var api = new Api(server.uri());
                history.check(api);
                sendAgain(api, sent);
                sent = load(server, api, "round-" + round);
                sent.forEach(history::sent);
            }
        }
        clients.shutdown();
        try (var server = Cli.serve(file)) {
            history.check(new Api(server.uri()));
            assertThat(server.terminate().exitCode()).isZero();
        }
        System.out.println("CrashTest: " + history.last() + " versions, " + unanswered
                + " requests without an answer, of which " + unansweredButApplied + " were applied");
        assertThat(unanswered)
                .as("kills that came between a request and its answer")
                .isPositive();
    }

    /** Sends some requests a second time, and all that got no answer. */
    private void sendAgain(Api api, List<Sent> sent) {
        long head = history.last();
        for (int i = 0; i < sent.size(); i++) {
            var request = sent.get(i);
            boolean open = request.told() instanceof Told.Nothing;
            if (open || i < SENT_AGAIN) {
                var told = send(api, request.key(), request.edit(), false);
                assertThat(told).as(request.toString()).isNotInstanceOf(Told.Nothing.class);
                history.sent(new Sent(request.key(), request.edit(), told));
                if (open) {
                    unanswered++;
                    unansweredButApplied += told instanceof Told.Applied applied && applied.version() <= head ? 1 : 0;
                }
            }
        }
    }

    /** Has clients send until the server is killed, and returns what they sent and were told. */
    private List<Sent> load(Cli server, Api api, String round) throws Exception {
        var answers = new CountDownLatch(1 + random.nextInt(MOST_ANSWERS_BEFORE_THE_KILL));
        var sending = new ArrayList<Future<List<Sent>>>();
        for (int client = 1; client <= CLIENTS; client++) {
            var name = round + "-client-" + client;
            var own = random.split();
            sending.add(clients.submit(() -> sendUntilTheEnd(api, name, own, answers)));
        }
        boolean enough = answers.await(60, TimeUnit.SECONDS);
        server.kill();
        var sent = new ArrayList<Sent>();
        for (var client : sending) {
            sent.addAll(client.get(60, TimeUnit.SECONDS));
        }
        assertThat(enough).as("the clients get answers: " + sent).isTrue();
        return sent;
    }

    private static List<Sent> sendUntilTheEnd(Api api, String name, SplittableRandom random, CountDownLatch answers) {
        var sent = new ArrayList<Sent>();
        Told told;
        do {
            var key = name + "-" + sent.size();
            var edit = TREE.randomEdit(random);
            told = send(api, key, edit, TREE.matches(edit) && random.nextInt(10) == 0);
            sent.add(new Sent(key, edit, told));
            answers.countDown();
        } while (!(told instanceof Told.Nothing));
        return sent;
    }

    private static Told send(Api api, String key, Edit edit, boolean async) {
        Api.Answer answer;
        try {
            answer = api.update(
                    edit,
                    "Idempotency-Key",
                    key,
                    "Ducksheet-Editor",
                    key,
                    "Prefer",
                    async ? "respond-async" : "wait=60");
        } catch (UncheckedIOException e) {
            return new Told.Nothing();
        }
        return Told.of(answer);
    }
}
