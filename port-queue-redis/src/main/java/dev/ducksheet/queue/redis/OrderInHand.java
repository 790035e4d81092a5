package dev.ducksheet.queue.redis;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import dev.ducksheet.core.port.out.ImportStore;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One order that this process has taken, from then until it is answered, given back or lost. Handled by one thread;
 * {@link #lose} and {@link #stop} come from others.
 */
final class OrderInHand {
    private static final System.Logger LOG = System.getLogger(OrderInHand.class.getName());
    private static final long BEAT = 250;

    /** A file that so many readers did not live through ends no more of them. */
    private static final int MOST_DEATHS = 3;

    private final ReadingOrder order;
    private final Voice voice;
    private final long patience;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile ReadingState.Begun latest = new ReadingState.Begun(0, 0);
    private volatile boolean lost;
    private volatile boolean stopped;

    /** Runs one of the scripts that a reader says something of its order with. */
    @FunctionalInterface
    interface Voice {
        /** Returns 0 if the order is not this reader's any more, or nobody's. */
        Future<Long> say(String script, ReadingState state);
    }

    /** @param patience how long an answer of Redis may take, in milliseconds */
    OrderInHand(ReadingOrder order, Voice voice, long patience) {
        this.order = order;
        this.voice = voice;
        this.patience = patience;
    }

    boolean isOf(String id) {
        return order.id().equals(id);
    }

    /**
     * Reads the file and answers.
     *
     * @param deaths how many readers had the order before and fell silent
     * @throws ForeignOrderException if the job is not in this store; the order is given back
     * @throws PortUnavailableException if Redis went away before the reading began
     */
    void handle(ImportStore store, int deaths, ScheduledExecutorService timer) throws InterruptedException {
        try {
            if (!say(Scripts.BEAT, latest)) {
                return;
            }
            var job = store.job(order.job());
            if (job.isPresent()) {
                handle(store, job.get(), deaths, timer);
            } else if (say(Scripts.GIVE_BACK, new ReadingState.Waiting())) {
                throw new ForeignOrderException(order.job());
            }
        } finally {
            over.complete(null);
        }
    }

    private void handle(ImportStore store, Job job, int deaths, ScheduledExecutorService timer)
            throws InterruptedException {
        if (deaths >= MOST_DEATHS) {
            answer(ReadingState.Failed.of(new UnreadableException("the file was given to " + deaths
                    + " readers, and each of them ended while it read; see that they have enough memory, or look what"
                    + " is in the file, and retry the job")));
            return;
        }
        var beating = timer.scheduleWithFixedDelay(this::beat, BEAT, BEAT, TimeUnit.MILLISECONDS);
        ReadingState result;
        try {
            result = read(store, job);
        } finally {
            beating.cancel(false);
        }
        if (stopped) {
            var unused = say(Scripts.GIVE_BACK, new ReadingState.Waiting());
        } else if (!lost) {
            answer(result);
        }
    }

    private ReadingState read(ImportStore store, Job job) {
        try {
            return new ReadingState.Done(store.read(
                    job, order.table(), (rows, share) -> latest = new ReadingState.Begun(rows, share), cancellation));
        } catch (UnreadableException | RowFiles.NoSpaceException | PortUnavailableException e) {
            return ReadingState.Failed.of(e);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            LOG.log(Level.ERROR, "job " + order.job() + " met a bug", e);
            return ReadingState.Failed.of(e);
        }
    }

    /** Goes on without an answer if Redis is away: it may be back before anybody misses this reader. */
    private void beat() {
        try {
            if (!say(Scripts.BEAT, latest)) {
                lose();
            }
        } catch (PortUnavailableException e) {
            LOG.log(Level.DEBUG, "nobody hears how far job {0} is: {1}", order.job(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers as soon as Redis is there to hear it. */
    private void answer(ReadingState result) throws InterruptedException {
        while (!stopped && !lost) {
            try {
                var unused = say(Scripts.ANSWER, result);
                return;
            } catch (PortUnavailableException e) {
                LOG.log(Level.DEBUG, "the answer for job {0} waits: {1}", order.job(), e.getMessage());
                TimeUnit.MILLISECONDS.sleep(BEAT);
            }
        }
    }

    private boolean say(String script, ReadingState state) throws InterruptedException {
        return Failures.await(voice.say(script, state), patience) == 1;
    }

    /** Ends it, as another has it or nobody wants it. */
    void lose() {
        lost = true;
        cancellation.cancel();
    }

    /** Ends it and gives it back. */
    void stop() {
        stopped = true;
        cancellation.cancel();
    }

    /** Waits until it is out of hand, but not for ever. */
    void await() {
        over.completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
    }
}
