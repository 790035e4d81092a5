package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.WorkbookSnapshot.TotalOutOfRangeException;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one consumer of the queue and the one writer of the store, on a thread of its own: takes what has piled up, decides
 * it, commits it in one transaction, and only then tells the feed, the requesters and the queue.
 */
final class Writer {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final WorkbookStore store;
    private final RequestQueue queue;
    private final ChangeFeed feed;
    private final Waiting waiting;
    private final Clock clock;
    private final int maxBatch;
    private final Thread thread = new Thread(this::run, "ducksheet-writer");
    private volatile boolean stopping;

    Writer(WorkbookStore store, RequestQueue queue, ChangeFeed feed, Waiting waiting, Clock clock, int maxBatch) {
        this.store = store;
        this.queue = queue;
        this.feed = feed;
        this.waiting = waiting;
        this.clock = clock;
        this.maxBatch = maxBatch;
    }

    void start() {
        thread.start();
    }

    /** Ends after everything that was admitted to the queue is decided. */
    void drainAndStop() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            boolean last = stopping; // read before taking, so that what was admitted before the stop is still taken
            var batch = take();
            if (!batch.isEmpty()) {
                decide(batch);
            } else if (last) {
                return;
            }
        }
    }

    private List<Queued> take() {
        try {
            return queue.take(maxBatch, PATIENCE);
        } catch (InterruptedException e) {
            stopping = true;
            return List.of();
        } catch (PortUnavailableException e) {
            LOG.log(Level.WARNING, "the queue is away; trying again", e);
            return List.of();
        }
    }

    private void decide(List<Queued> batch) {
        try {
            commit(batch);
        } catch (PortUnavailableException e) {
            LOG.log(Level.WARNING, "the store is away; " + batch.size() + " requests go back to the queue", e);
            queue.release(batch, e);
        } catch (ConstraintViolatedException e) {
            isolate(batch, Reason.CONSTRAINT_VIOLATED, e);
        } catch (TotalOutOfRangeException e) {
            isolate(batch, Reason.OUT_OF_RANGE, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a batch of " + batch.size() + " met a bug", e);
            isolate(batch, Reason.FAILED, e);
        }
    }

    private void commit(List<Queued> batch) {
        var requests = batch.stream().map(Queued::request).toList();
        List<Decision> decisions;
        Map<UpdateId, Outcome> outcomes;
        try (var transaction = store.begin()) {
            var edit = new BatchEdit(transaction, store.catalog(), now(), requests);
            edit.decide(requests);
            decisions = edit.decisions();
            outcomes = edit.outcomes();
            transaction.record(decisions);
            transaction.commit(last(batch).position());
        }
        tell(batch, decisions, outcomes);
    }

    /** Halves a batch until the request that cannot be applied is alone, and refuses that one alone. */
    private void isolate(List<Queued> batch, Reason reason, RuntimeException cause) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            decide(batch.subList(0, half));
            decide(batch.subList(half, batch.size()));
            return;
        }
        try {
            refuse(batch, reason, cause);
        } catch (PortUnavailableException e) {
            queue.release(batch, e);
        }
    }

    private void refuse(List<Queued> alone, Reason reason, RuntimeException cause) {
        var request = alone.get(0).request();
        var detail = reason == Reason.FAILED
                ? "the update could not be applied because of an error of ours; nothing was changed"
                : String.valueOf(cause.getMessage());
        var outcome = new Outcome.Refused(request.id(), Refusal.of(reason, "", detail));
        var decisions = List.<Decision>of(new Decision.Unchanged(request, outcome, now()));
        try (var transaction = store.begin()) {
            transaction.record(decisions);
            transaction.commit(alone.get(0).position());
        }
        tell(alone, decisions, Map.of(request.id(), outcome));
    }

    private void tell(List<Queued> batch, List<Decision> decisions, Map<UpdateId, Outcome> outcomes) {
        feed.publish(decisions.stream().flatMap(Writer::change).toList());
        outcomes.forEach(waiting::complete);
        queue.acknowledge(last(batch).position());
    }

    private static Stream<Change> change(Decision decision) {
        return decision instanceof Decision.Changed changed ? Stream.of(changed.change()) : Stream.empty();
    }

    private static Queued last(List<Queued> batch) {
        return batch.get(batch.size() - 1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
