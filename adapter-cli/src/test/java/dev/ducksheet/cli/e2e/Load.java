package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.e2e.History.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Clients at work, each on a thread of its own, until they are told to end. */
final class Load implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final List<PatientClient> clients;
    private final long thinkNanos;
    private final int[] told;
    private final ExecutorService threads;
    private final List<Future<Void>> working = new ArrayList<>();
    private int busy;
    private boolean held;
    private boolean over;

    /** @param thinkMillis how long each client waits between an answer and its next edit */
    private Load(List<PatientClient> clients, long thinkMillis) {
        this.clients = clients;
        this.thinkNanos = TimeUnit.MILLISECONDS.toNanos(thinkMillis);
        told = new int[clients.size()];
        threads = Executors.newFixedThreadPool(clients.size());
    }

    /** Has clients send until {@link #end}. */
    static Load of(List<PatientClient> clients, long thinkMillis) {
        var load = new Load(clients, thinkMillis);
        for (int i = 0; i < clients.size(); i++) {
            int client = i;
            load.working.add(load.threads.submit(() -> load.work(client)));
        }
        return load;
    }

    private Void work(int client) throws InterruptedException {
        while (begin()) {
            try {
                clients.get(client).next();
            } finally {
                answered(client);
            }
            LockSupport.parkNanos(thinkNanos);
        }
        return null;
    }

    private synchronized boolean begin() throws InterruptedException {
        while (held && !over) {
            wait();
        }
        busy += over ? 0 : 1;
        return !over;
    }

    private synchronized void answered(int client) {
        busy--;
        told[client]++;
        notifyAll();
    }

    /** Lets no client begin another edit, and waits until nobody waits for an answer. */
    synchronized void hold() throws InterruptedException {
        held = true;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (busy > 0) {
            failIfAnyFailed();
            wait(millisUntil(end, busy + " clients wait for an answer"));
        }
    }

    /** Lets the clients go on after {@link #hold}. */
    synchronized void goOn() {
        held = false;
        notifyAll();
    }

    /** Returns how long to wait: not for long, to see whether a client has failed. */
    private static long millisUntil(long end, String complaint) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError(complaint + " after " + PATIENCE_SECONDS + " s");
        }
        return Math.min(left, 1000);
    }

    /** Waits until every client knows what became of so many more edits; fails with the first who cannot go on. */
    synchronized void awaitEach(int more) throws InterruptedException {
        var goal = told.clone();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (int i = 0; i < goal.length; i++) {
            while (told[i] < goal[i] + more) {
                failIfAnyFailed();
                wait(millisUntil(end, "client " + i + " has " + (told[i] - goal[i]) + " more answers"));
            }
        }
    }

    private void failIfAnyFailed() {
        working.stream().filter(Future::isDone).forEach(Load::result);
    }

    private static Void result(Future<Void> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("a client did not end", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Has every client end with the edit it is at, and returns what all of them sent. */
    List<Sent> end() {
        stop();
        working.forEach(Load::result);
        threads.shutdown();
        return clients.stream().flatMap(client -> client.sent().stream()).toList();
    }

    @Override
    public void close() {
        stop();
        threads.shutdownNow();
    }

    private synchronized void stop() {
        over = true;
        notifyAll();
    }
}
