package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The jobs of this process, as they are now, and who watches them. Thread-safe. */
final class JobBoard {
    /** Jobs that are over, beyond this many, are forgotten, the oldest first. */
    static final int KEPT = 200;

    private static final Duration PATIENCE = Duration.ofHours(24);

    /** So long a job that failed keeps its file, to be retried. */
    private static final Duration FAILED_KEPT = Duration.ofDays(7);

    private static final Duration OTHERS_KEPT = Duration.ofDays(30);

    /** So long a job is found by its idempotency key, however many are over by then. */
    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final ImportStore store;
    private final Telemetry telemetry;
    private final Consumer<Job> saved;
    private final Map<UpdateId, Live> jobs = new ConcurrentHashMap<>();

    /** @param saved is told each state that is saved */
    JobBoard(ImportStore store, Telemetry telemetry, Consumer<Job> saved) {
        this.saved = saved;
        this.store = store;
        this.telemetry = telemetry;
    }

    /** Takes a job that was saved. */
    void restore(Job job) {
        jobs.put(job.id(), new Live(job));
    }

    /** Takes and saves a new job. */
    void add(Job job) {
        store.save(job);
        jobs.put(job.id(), new Live(job));
        telemetry.changed(job);
    }

    Optional<Live> find(UpdateId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** Returns all jobs, the newest first. */
    List<Job> all() {
        return jobs.values().stream()
                .map(Live::job)
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(it -> it.id().toString())
                        .reversed())
                .toList();
    }

    /** Returns those of all jobs that are not over, the oldest first. */
    List<Live> unfinished() {
        var unfinished = new ArrayList<Live>();
        for (var job : all()) {
            if (!job.state().isOver()) {
                find(job.id()).ifPresent(live -> unfinished.add(0, live));
            }
        }
        return unfinished;
    }

    private static boolean mayBeAskedForAgain(Job job, Instant now) {
        return job.idempotency() instanceof Idempotency.Keyed
                && !job.cameToNothing()
                && job.createdAt().isAfter(now.minus(KEYS_KEPT));
    }

    private static boolean isOld(Job job, Instant now) {
        var kept = job.state() == JobState.FAILED ? FAILED_KEPT : OTHERS_KEPT;
        return job.changedAt().isBefore(now.minus(kept));
    }

    /** Forgets what is too much or too old, and gives up files whose rest does not come. */
    void tidy(Instant now) {
        unfinished().stream()
                .filter(live -> live.job().state() == JobState.RECEIVING
                        && live.job().changedAt().isBefore(now.minus(PATIENCE)))
                .forEach(live -> live.save(job -> job.failed(
                        "the rest of the file did not come within " + PATIENCE.toHours() + " hours; send it again",
                        now)));
        var over = all().stream().filter(job -> job.state().isOver()).toList();
        var beyond = over.stream().skip(KEPT).filter(job -> !mayBeAskedForAgain(job, now));
        Stream.concat(beyond, over.stream().limit(KEPT).filter(job -> isOld(job, now)))
                .map(Job::id)
                .forEach(id -> {
                    jobs.remove(id);
                    store.remove(id);
                });
    }

    /** One job as it is now. */
    final class Live {
        private final List<Consumer<Job>> watchers = new CopyOnWriteArrayList<>();
        private volatile Cancellation cancellation = new Cancellation();
        private final AtomicBoolean leased = new AtomicBoolean();
        private volatile Job job;

        private Live(Job job) {
            this.job = job;
        }

        Job job() {
            return job;
        }

        /** Returns what ends the work on the job, as it is done now. */
        Cancellation cancellation() {
            return cancellation;
        }

        /** Has one sender at a time bring the file; returns what ends that. */
        Optional<Runnable> lease() {
            return leased.compareAndSet(false, true) ? Optional.of(() -> leased.set(false)) : Optional.empty();
        }

        /** Tells a step that need not outlive the process. */
        synchronized Job tell(UnaryOperator<Job> step) {
            return told(step.apply(job));
        }

        /** Saves and tells a step; a job that is over takes none, but to begin anew. */
        synchronized Job save(UnaryOperator<Job> step) {
            var next = step.apply(job);
            if (next.equals(job)) {
                return job;
            }
            store.save(next);
            if (job.state().isOver() && !next.state().isOver()) {
                cancellation = new Cancellation();
            }
            telemetry.changed(next);
            saved.accept(next);
            return told(next);
        }

        private Job told(Job next) {
            job = next;
            watchers.forEach(watcher -> watcher.accept(next));
            return next;
        }

        /** Tells the job as it is now and from now on. */
        synchronized Runnable watch(Consumer<Job> watcher) {
            watchers.add(watcher);
            watcher.accept(job);
            return () -> watchers.remove(watcher);
        }
    }
}
