package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.cli.e2e.History.Told;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client that sends one edit after the other and does not let go of one before it knows what became of it: it asks the
 * next server when one is away. Every third edit has no idempotency key and so is not sent again; of it nobody may ever
 * know.
 */
final class PatientClient {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final Tree tree;
    private final SplittableRandom random;
    private final List<Supplier<Api>> servers;
    private final List<Sent> sent = new ArrayList<>();
    private int server;

    /** @param servers to ask, the first one first */
    PatientClient(String name, Tree tree, SplittableRandom random, List<Supplier<Api>> servers) {
        this.name = name;
        this.tree = tree;
        this.random = random;
        this.servers = servers;
    }

    /** Sends the next edit, and returns it with what became of it. */
    Sent next() {
        var key = name + "-" + sent.size();
        var edit = tree.randomEdit(random);
        boolean keyed = random.nextInt(3) > 0;
        var told = told(key, edit, keyed, random.nextInt(4) == 0);
        if (told instanceof Told.Refused && tree.matches(edit)) {
            throw new AssertionError(key + " was refused for no reason: " + edit.json() + ": " + told);
        }
        var request = new Sent(key, edit, told);
        sent.add(request);
        return request;
    }

    /** Returns what was sent so far. */
    List<Sent> sent() {
        return sent;
    }

    private Told told(String key, Edit edit, boolean keyed, boolean async) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Told told;
        do {
            told = once(key, edit, keyed, async);
            if (told instanceof Told.Accepted accepted) {
                return decision(accepted, end);
            }
            if (told instanceof Told.Nothing) {
                tryTheNextServer();
            }
        } while (told instanceof Told.Nothing && keyed && System.nanoTime() < end);
        if (told instanceof Told.Nothing && keyed) {
            throw new AssertionError(key + " was never answered: " + edit.json());
        }
        return told;
    }

    private Told once(String key, Edit edit, boolean keyed, boolean async) {
        var headers = new ArrayList<>(List.of("Ducksheet-Editor", key));
        headers.addAll(keyed ? List.of("Idempotency-Key", key) : List.of());
        headers.addAll(async ? List.of("Prefer", "respond-async") : List.of());
        try {
            return Told.of(servers.get(server).get().update(edit, headers.toArray(String[]::new)));
        } catch (UncheckedIOException e) {
            return new Told.Nothing();
        }
    }

    /** Asks what became of an edit that was accepted, until somebody knows. */
    private Told decision(Told.Accepted accepted, long end) {
        while (System.nanoTime() < end) {
            var told = asked(accepted);
            if (!(told instanceof Told.Nothing)) {
                return told;
            }
            tryTheNextServer();
        }
        return accepted;
    }

    private Told asked(Told.Accepted accepted) {
        try {
            var answer = servers.get(server).get().get("/updates/" + accepted.updateId());
            return switch (answer.body().path("status").asText()) {
                case "applied" -> Told.of(answer);
                case "refused" ->
                    new Told.Refused(
                            answer.body().path("problem").path("type").asText().replaceFirst("^/problems/", ""));
                default -> new Told.Nothing(); // pending, or not known there, or nobody there to ask
            };
        } catch (UncheckedIOException e) {
            return new Told.Nothing();
        }
    }

    private void tryTheNextServer() {
        server = (server + 1) % servers.size();
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
