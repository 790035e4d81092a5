package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookSnapshot.TotalOutOfRangeException;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import dev.ducksheet.core.port.out.WorkbookTransaction.InUseException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The one consumer of the queue and the one writer of the store, on a thread of its own: takes what has piled up, decides
 * it, commits it in one transaction, and only then tells the feed, the requesters and the queue.
 */
final class Writer {
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final int ATTEMPTS = 3;

    private final WorkbookStore store;
    private final RequestQueue queue;
    private final ChangeFeed feed;
    private final Waiting waiting;
    private final Clock clock;
    private final int maxBatch;
    private final Telemetry telemetry;
    private final Runnable webhooksChanged;
    private final Thread thread = new Thread(this::run, "ducksheet-writer");
    private volatile boolean stopping;
    private boolean queueIsAway;

    /** @param webhooksChanged is told after the commit; does not wait */
    Writer(
            WorkbookStore store,
            RequestQueue queue,
            ChangeFeed feed,
            Waiting waiting,
            Clock clock,
            int maxBatch,
            Telemetry telemetry,
            Runnable webhooksChanged) {
        this.store = store;
        this.queue = queue;
        this.feed = feed;
        this.waiting = waiting;
        this.clock = clock;
        this.maxBatch = maxBatch;
        this.telemetry = telemetry;
        this.webhooksChanged = webhooksChanged;
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
            var batch = queue.take(maxBatch, PATIENCE);
            queueIsAway = false;
            return batch;
        } catch (InterruptedException e) {
            stopping = true;
            return List.of();
        } catch (PortUnavailableException e) {
            if (!queueIsAway) {
                LOG.log(Level.WARNING, "the queue is away; trying again: " + e.getMessage());
            }
            queueIsAway = true;
            return List.of();
        }
    }

    /**
     * Decides a batch. If something in it cannot be decided the batch is halved until that request is alone, and it
     * alone is refused. If the store is away, what is not decided yet goes back to the queue, all of it, so that nothing
     * is overtaken.
     */
    private void decide(List<Queued> batch) {
        var parts = new ArrayDeque<>(parts(batch));
        try {
            while (!parts.isEmpty()) {
                var part = parts.element();
                var decided = decided(part);
                parts.remove();
                if (decided.isPresent()) {
                    tell(part, decided.get());
                } else {
                    parts.addFirst(part.subList(part.size() / 2, part.size()));
                    parts.addFirst(part.subList(0, part.size() / 2));
                }
            }
        } catch (PortUnavailableException e) {
            var undecided = parts.stream().flatMap(List::stream).toList();
            LOG.log(Level.WARNING, undecided.size() + " requests cannot be committed and go back to the queue", e);
            queue.release(undecided, e);
        }
    }

    /** Splits a batch so that what is to be alone in its transaction is. */
    private static List<List<Queued>> parts(List<Queued> batch) {
        var parts = new ArrayList<List<Queued>>();
        int from = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (isAlone(batch.get(i).request())) {
                parts.add(batch.subList(from, i));
                parts.add(batch.subList(i, i + 1));
                from = i + 1;
            }
        }
        parts.add(batch.subList(from, batch.size()));
        parts.removeIf(List::isEmpty);
        return parts;
    }

    /** The store needs it of changes of the tables and of the merge of a file. */
    private static boolean isAlone(Request request) {
        return request instanceof Request.EditTable
                || (request instanceof Request.EditRows rows && rows.edit() instanceof RowEdit.Import);
    }

    /** Returns what was committed, or nothing if the part is to be halved. */
    private Optional<Decided> decided(List<Queued> part) {
        if (part.get(0).deaths() >= ATTEMPTS) {
            return Optional.of(giveUp(part, "ended the writer's process " + ATTEMPTS + " times when it was alone"));
        }
        try {
            return Optional.of(commit(part));
        } catch (PortUnavailableException e) {
            throw e;
        } catch (ConstraintViolatedException e) {
            return part.size() > 1
                    ? Optional.empty()
                    : Optional.of(refuse(part, Reason.CONSTRAINT_VIOLATED, String.valueOf(e.getMessage())));
        } catch (InUseException e) {
            return Optional.of(refuse(part, Reason.IN_USE, String.valueOf(e.getMessage())));
        } catch (TotalOutOfRangeException e) {
            return part.size() > 1
                    ? Optional.empty()
                    : Optional.of(refuse(part, Reason.OUT_OF_RANGE, String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(Level.ERROR, "a batch of " + part.size() + " met a bug", e);
            return part.size() > 1 ? Optional.empty() : Optional.of(tryAgain(part));
        }
    }

    /** Gives a request that failed alone its last chances, then refuses it and has it set aside. */
    private Decided tryAgain(List<Queued> alone) {
        for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
            try {
                return commit(alone);
            } catch (PortUnavailableException e) {
                throw e;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                LOG.log(Level.ERROR, "request " + alone.get(0).request().id() + " failed, attempt " + attempt, e);
            }
        }
        return giveUp(alone, "failed alone " + ATTEMPTS + " times; the log says how");
    }

    private Decided giveUp(List<Queued> alone, String why) {
        var refused = refuse(
                alone,
                Reason.FAILED,
                "the update could not be applied because of an error of ours; nothing was changed");
        queue.setAside(alone.get(0), why);
        return refused;
    }

    private Decided commit(List<Queued> batch) {
        long began = System.nanoTime();
        var requests = batch.stream().map(Queued::request).toList();
        try (var transaction = store.begin()) {
            var edit = new BatchEdit(transaction, store.catalog(), now(), requests);
            edit.decide();
            queue.confirm();
            transaction.commit(last(batch).position());
            return committed(began, batch, new Decided(edit.decisions(), edit.repeats(), System.nanoTime()));
        }
    }

    private Decided committed(long began, List<Queued> batch, Decided decided) {
        var took = Duration.ofNanos(decided.committed() - began);
        telemetry.committed(batch.size(), decided.decisions(), took);
        telemetry.tracing().committed(batch, decided.decisions(), decided.repeats(), took);
        return decided;
    }

    private Decided refuse(List<Queued> alone, Reason reason, String detail) {
        long began = System.nanoTime();
        var request = alone.get(0).request();
        var outcome = new Outcome.Refused(request.id(), Refusal.of(reason, "", detail));
        var decisions = List.<Decision>of(new Decision.Unchanged(request, outcome, now()));
        try (var transaction = store.begin()) {
            transaction.record(decisions);
            queue.confirm();
            transaction.commit(alone.get(0).position());
        }
        return committed(began, alone, new Decided(decisions, Map.of(), System.nanoTime()));
    }

    private void tell(List<Queued> batch, Decided decided) {
        if (LOG.isLoggable(Level.DEBUG)) {
            decided.outcomes((id, outcome) -> LOG.log(Level.DEBUG, "decided {0}: {1}", id, outcome));
        }
        publish(decided.decisions());
        telemetry.shown(Duration.ofNanos(System.nanoTime() - decided.committed()));
        decided.outcomes((id, outcome) -> {
            waiting.complete(id, outcome);
            queue.answer(id, outcome);
        });
        queue.acknowledge(last(batch).position());
    }

    private void publish(List<Decision> decisions) {
        var changes = new ArrayList<Change>(decisions.size());
        boolean areKeysOthers = false;
        for (var decision : decisions) {
            if (decision instanceof Decision.Changed changed) {
                changes.add(changed.change());
            } else {
                areKeysOthers |= decision.request() instanceof Request.OfKeys;
            }
        }
        feed.publish(changes);
        if (areKeysOthers) {
            feed.keysChanged();
        }
        if (decisions.stream().anyMatch(Writer::changesWebhooks)) {
            webhooksChanged.run();
        }
    }

    /** What became of messages comes from the one who is told here. But a report may disable the webhook that it is of. */
    private static boolean changesWebhooks(Decision decision) {
        return decision.outcome() instanceof Outcome.WebhooksChanged
                && !(decision.request() instanceof Request.ReportDeliveries);
    }

    private static Queued last(List<Queued> batch) {
        return batch.get(batch.size() - 1);
    }

    /**
     * What a transaction committed, and when.
     *
     * @param repeats what to tell those whose requests were decided already
     * @param committed by {@link System#nanoTime}
     */
    private record Decided(List<Decision> decisions, Map<UpdateId, Outcome> repeats, long committed) {
        /** Hands over what to tell each requester. */
        void outcomes(BiConsumer<UpdateId, Outcome> requesters) {
            decisions.forEach(it -> requesters.accept(it.request().id(), it.outcome()));
            repeats.forEach(requesters);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
