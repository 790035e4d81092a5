package dev.ducksheet.core.application;

import dev.ducksheet.core.application.JobBoard.Live;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency.Keyed;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.validation.RowRules;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings files into tables. Files are read at the same time as far as there are readers, and merged table by table in
 * the order in which they came. The steps of jobs are taken on a thread of their own, so that none waits for a file that
 * is read. Each step is saved before it is told, and the request that merges is known before it is sent: whenever the
 * process ends, the next one finds where to go on.
 */
final class Importing implements ImportFiles, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Importing.class.getName());
    private static final Duration AGAIN = Duration.ofMillis(500);

    /** As long as any workbook knows what it has decided. */
    private static final Duration TOLD_AGAIN = Duration.ofHours(24);

    private final ImportStore store;
    private final FileReaders readers;
    private final JobBoard board;
    private final Turns turns = new Turns();
    private final Submitting submitting;
    private final Supplier<Catalog> catalog;
    private final UpdateIds ids;
    private final Clock clock;
    private final ExecutorService reading;
    private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor(named("ducksheet-jobs"));
    private final Fetching fetching;
    private volatile boolean closed;

    Importing(
            ImportStore store,
            Inbound inbound,
            Submitting submitting,
            Supplier<Catalog> catalog,
            UpdateIds ids,
            Clock clock,
            Telemetry telemetry) {
        this.store = store;
        this.readers = inbound.readers();
        this.reading = Executors.newFixedThreadPool(readers.atOnce(), named("ducksheet-import"));
        this.board = new JobBoard(store, telemetry, this::saved);
        this.submitting = submitting;
        this.catalog = catalog;
        this.ids = ids;
        this.clock = clock;
        this.fetching = new Fetching(inbound.places(), new Fetched(), named("ducksheet-fetch"));
    }

    private void saved(Job job) {
        if (job.state().isOver()) {
            turns.leave(job).flatMap(board::find).ifPresent(next -> step(() -> merge(next)));
        }
        tell(job);
    }

    /**
     * Has webhooks told of what became of a job, unless the version of its merge tells it. It may be told again by the
     * next process; the request has the same id then, and is decided once.
     */
    private void tell(Job job) {
        JobNotices.of(job)
                .ifPresent(notice -> step(() -> {
                    try {
                        submitting.tell(JobNotices.id(job), notice);
                    } catch (PortUnavailableException e) {
                        LOG.log(Level.WARNING, "job {0} is not told to webhooks now: {1}", job.id(), e.getMessage());
                    }
                }));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes up what an earlier process left. */
    void resume() {
        store.jobs().forEach(board::restore);
        var recent = now().minus(TOLD_AGAIN);
        board.all().stream().filter(job -> job.changedAt().isAfter(recent)).forEach(this::tell);
        board.tidy(now());
        board.unfinished().forEach(live -> {
            switch (live.job().state()) {
                case RECEIVING -> {
                    if (live.job().spec().source().isPresent()) {
                        fetching.begin(live);
                    } else if (!live.job().resumable()) {
                        fail(live, "the file was cut off when the server ended; send it again");
                    }
                }
                case WAITING, PARSING -> read(live);
                default -> {
                    turns.join(live.job());
                    step(() -> merge(live));
                }
            }
        });
    }

    @Override
    public Opening open(ImportSpec spec, boolean resumable, Signature signature) {
        if (signature.idempotency() instanceof Keyed keyed) {
            synchronized (board) { // so that of two who ask at the same time one begins
                return begunBy(keyed).map(job -> again(job, keyed)).orElseGet(() -> begin(spec, resumable, signature));
            }
        }
        return begin(spec, resumable, signature);
    }

    private Optional<Job> begunBy(Keyed keyed) {
        return board.all().stream()
                .filter(job -> job.idempotency() instanceof Keyed before
                        && before.key().equals(keyed.key())
                        && !job.cameToNothing())
                .findFirst();
    }

    private static Opening again(Job job, Keyed keyed) {
        return job.idempotency().equals(keyed)
                ? new Opening.Opened(job, true)
                : new Opening.Refused(Refusal.of(
                        Reason.IDEMPOTENCY_KEY_REUSED,
                        "",
                        "the idempotency key '" + keyed.chosen() + "' began another import, job " + job.id()
                                + "; use a new key"));
    }

    private Opening begin(ImportSpec spec, boolean resumable, Signature signature) {
        var id = ids.next();
        var edit = new RowEdit.Import(spec.table(), id, spec.merging());
        var refusal = RowRules.check(catalog.get(), edit, signature.reach());
        if (refusal.isPresent()) {
            return new Opening.Refused(refusal.get());
        }
        var objection = spec.source().flatMap(fetching::objection);
        if (objection.isPresent()) {
            return new Opening.Refused(Refusal.of(Reason.SOURCE_NOT_ALLOWED, "/source", objection.get()));
        }
        boolean goesOn = resumable || spec.source().isPresent();
        var job = Job.created(id, spec, signature, goesOn, now());
        board.add(job);
        if (spec.source().isPresent()) {
            fetching.begin(board.find(id).orElseThrow());
        }
        return new Opening.Opened(job, false);
    }

    @Override
    public Optional<Receiving> receive(UpdateId id, long offset) {
        return board.find(id)
                .filter(live -> live.job().spec().source().isEmpty())
                .flatMap(live -> receive(live, offset));
    }

    private Optional<Receiving> receive(Live live, long offset) {
        return live.job().state() == JobState.RECEIVING && live.job().received() == offset
                ? live.lease().map(lease -> incoming(live, offset, lease))
                : Optional.empty();
    }

    private Receiving incoming(Live live, long offset, Runnable lease) {
        try {
            return new Incoming(live, store.spool(live.job().id(), offset), offset, lease);
        } catch (RuntimeException e) {
            lease.run();
            throw e;
        }
    }

    @Override
    public List<Job> jobs() {
        return board.all();
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        return board.find(id).map(Live::job);
    }

    @Override
    public Optional<Runnable> watch(UpdateId id, Consumer<Job> told) {
        return board.find(id).map(live -> live.watch(told));
    }

    @Override
    public Steering cancel(UpdateId id, String editor) {
        return board.find(id).map(this::cancel).orElseGet(Steering.Unknown::new);
    }

    private Steering cancel(Live live) {
        var job = live.save(it -> it.state().compareTo(JobState.MERGING) < 0 ? it.to(JobState.CANCELLED, now()) : it);
        if (job.state() != JobState.CANCELLED) {
            return new Steering.Impossible(
                    job.state().isOver()
                            ? "the job is " + job.state().wireName() + " already"
                            : "the rows are being merged; take the version back when it is done");
        }
        live.cancellation().cancel();
        release(live);
        return new Steering.Done(job);
    }

    private void release(Live live) {
        step(() -> store.release(live.job().id(), false));
    }

    @Override
    public Steering retry(UpdateId id, String editor) {
        return board.find(id).map(this::retry).orElseGet(Steering.Unknown::new);
    }

    private Steering retry(Live live) {
        var before = live.job();
        boolean comes = before.spec().source().isPresent();
        var job = live.save(it -> it.state() == JobState.FAILED && (it.whole() || comes) ? it.again(now()) : it);
        if (job.equals(before)) {
            return new Steering.Impossible(
                    before.state() == JobState.FAILED
                            ? "the file never came whole; send it again"
                            : "the job is " + before.state().wireName() + ", and only one that failed is retried");
        }
        if (job.whole()) {
            read(live);
        } else {
            fetching.begin(live);
        }
        return new Steering.Done(job);
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId id, Leftovers which) {
        return board.find(id).flatMap(live -> store.leftovers(id, which));
    }

    private void step(Runnable step) {
        try {
            steps.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the workbook is closing; the next process takes the step");
        }
    }

    private void stepLater(Runnable step) {
        try {
            var unused = steps.schedule(step, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the workbook is closing; the next process takes the step");
        }
    }

    private void fail(Live live, String why) {
        live.save(job -> job.state().isOver() ? job : job.failed(why, now()));
        board.tidy(now());
    }

    private void read(Live live) {
        turns.join(live.job());
        try {
            reading.execute(() -> tryReading(live));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "the workbook is closing; the next process reads the file");
        }
    }

    private void tryReading(Live live) {
        if (closed || live.job().state().isOver()) {
            return;
        }
        try {
            readNow(live);
        } catch (UnreadableException e) {
            if (!closed) { // else it was broken off, and the next process reads it anew
                fail(live, String.valueOf(e.getMessage()));
            }
        } catch (RowFiles.NoSpaceException e) {
            fail(live, "there was no room left for what is read of the file; have some freed, and retry the job");
        } catch (PortUnavailableException e) {
            if (!closed) {
                fail(live, e.getMessage() + "; then retry the job");
            }
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            if (!closed && !live.job().state().isOver()) {
                LOG.log(Level.ERROR, "job " + live.job().id() + " met a bug", e);
                fail(live, "the file met a bug of ours; the log of the server has it under the job's id");
            }
        }
    }

    private void readNow(Live live) {
        var job = live.job();
        if (!(catalog.get().sheet(job.spec().table()).orElse(null) instanceof Table table)) {
            throw new UnreadableException("there is no table " + job.spec().table() + " any more; create it and retry");
        }
        var course = new Course(live);
        var ready = readers.read(job, table, course, live.cancellation());
        store.adopt(job.id(), ready.attempt());
        course.at(ready.counts().read(), 1);
        live.save(it -> it.state() == JobState.PARSING
                ? it.counted(ready.counts()).mergedBy(ids.next()).to(JobState.MERGING, now())
                : it);
        step(() -> merge(live));
    }

    /** How far a file is read, from when somebody begins with it. */
    private final class Course implements FileReaders.Progress {
        private final Live live;
        private long began;

        Course(Live live) {
            this.live = live;
        }

        @Override
        public synchronized void at(long rows, double share) {
            if (began == 0) {
                began = System.nanoTime();
                live.save(job -> job.state() == JobState.WAITING ? job.to(JobState.PARSING, now()) : job);
            }
            long perSecond = rows * TimeUnit.SECONDS.toNanos(1) / Math.max(1, System.nanoTime() - began);
            live.tell(job -> job.state() == JobState.PARSING ? job.read(rows, share, perSecond) : job);
        }
    }

    /** Has the rows merged, if it is their turn and unless that was done already. Repeatable, under the id that was saved. */
    private void merge(Live live) {
        var job = live.job();
        if (closed || job.state() != JobState.MERGING || job.merge().isEmpty() || !turns.isNext(job)) {
            return;
        }
        try {
            if (submitting.status(job.merge().get()) instanceof Status.Decided decided) {
                finish(live, decided.outcome());
            } else {
                submit(live, job.merge().get());
            }
        } catch (PortUnavailableException e) {
            stepLater(() -> merge(live));
        }
    }

    private void submit(Live live, UpdateId request) {
        var job = live.job();
        var edit = new RowEdit.Import(job.spec().table(), job.id(), job.spec().merging());
        var submission = submitting.submit(request, edit, Signature.of(job.editor()));
        if (submission instanceof Submission.Queued queued) {
            var unused = queued.outcome().whenComplete((outcome, lost) -> step(() -> afterMerge(live, outcome, lost)));
        } else if (submission instanceof Submission.Refused refused) {
            fail(live, refused.refusal().detail());
        } else {
            stepLater(() -> merge(live));
        }
    }

    private void afterMerge(Live live, @Nullable Outcome outcome, @Nullable Throwable lost) {
        if (outcome == null) {
            LOG.log(
                    Level.INFO,
                    "job {0} asks again what became of its merge: {1}",
                    live.job().id(),
                    lost);
            stepLater(() -> merge(live));
        } else {
            finish(live, outcome);
        }
    }

    private void finish(Live live, Outcome outcome) {
        try {
            if (outcome instanceof Outcome.Applied applied && applied.event() instanceof Event.RowsImported rows) {
                var counts = counts(live.job().counts(), rows);
                store.release(live.job().id(), counts.superseded() + counts.rejected() > 0);
                live.save(job -> job.state().isOver() ? job : job.doneIn(applied.version(), counts, now()));
                board.tidy(now());
            } else if (outcome instanceof Outcome.Refused refused) {
                fail(live, refused.refusal().detail());
            }
        } catch (PortUnavailableException e) {
            LOG.log(Level.WARNING, "job " + live.job().id() + " is merged and cannot be saved; trying again", e);
            stepLater(() -> finish(live, outcome));
        }
    }

    /** Rows that were ready and neither came, changed nor were there are misfits that only the merge could see. */
    private static RowCounts counts(RowCounts read, Event.RowsImported merged) {
        long ready = read.read() - read.superseded() - read.rejected();
        long misfits = ready - merged.inserted() - merged.updated() - merged.unchanged();
        return new RowCounts(
                read.read(),
                merged.inserted(),
                merged.updated(),
                merged.unchanged(),
                read.superseded(),
                read.rejected() + misfits,
                merged.deleted());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Ends the reading of files; the next process begins with them anew. */
    @Override
    public void close() {
        closed = true;
        board.unfinished().forEach(live -> live.cancellation().cancel());
        fetching.close();
        reading.shutdown();
        steps.shutdown();
        await(reading);
        await(steps);
    }

    private static void await(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a job does not end; leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes what is fetched as if it were sent. */
    private final class Fetched implements Fetching.Reception {
        @Override
        public Optional<Receiving> receive(Live live, long offset) {
            return Importing.this.receive(live, offset);
        }

        @Override
        public void fail(Live live, String why) {
            Importing.this.fail(live, why);
        }

        @Override
        public void release(Live live) {
            Importing.this.release(live);
        }
    }

    /** A file that is coming in. */
    private final class Incoming implements Receiving {
        private final Live live;
        private final ImportStore.Spool spool;
        private final Runnable lease;
        private long received;
        private boolean over;

        Incoming(Live live, ImportStore.Spool spool, long offset, Runnable lease) {
            this.live = live;
            this.spool = spool;
            this.received = offset;
            this.lease = lease;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            if (!live.job().state().isOver()) {
                spool.write(bytes, from, length);
                received += length;
                live.tell(job -> job.state() == JobState.RECEIVING ? job.received(received) : job);
            }
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public Job complete() {
            spool.close();
            over = true;
            var job = live.save(it ->
                    it.state() == JobState.RECEIVING ? it.received(received).to(JobState.WAITING, now()) : it);
            if (job.state() == JobState.WAITING) {
                read(live);
            }
            return job;
        }

        @Override
        public void close() {
            try {
                spool.close();
                if (!over) {
                    over = true;
                    cutOff();
                }
            } finally {
                lease.run();
            }
        }

        private void cutOff() {
            if (live.job().resumable()) {
                live.save(job -> job.state() == JobState.RECEIVING ? job.received(received) : job);
            } else {
                fail(live, "the file was cut off after " + received + " bytes; send it again");
                store.release(live.job().id(), false);
            }
        }
    }
}
