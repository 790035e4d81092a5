package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.out.ImportStore;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Files that are read when the test says so, and as it says. */
final class GatedImports implements ImportStore {
    static final Table TABLE = new Table("t", List.of(Column.of("id", Simple.TEXT)), List.of("id"));
    static final RowCounts COUNTS = new RowCounts(7, 0, 0, 0, 1, 2, 0);

    private final boolean hasJobs;
    private final Semaphore begun = new Semaphore(0);
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final Semaphore cancelled = new Semaphore(0);

    /** How a reading ends. */
    @FunctionalInterface
    interface Ending {
        RowCounts of(Progress progress);
    }

    GatedImports(boolean hasJobs) {
        this.hasJobs = hasJobs;
    }

    static Job job(int number) {
        var spec = new ImportSpec(
                TABLE.name(),
                new Merging(Merging.Mode.UPSERT, List.of("id"), false, Merging.Misfits.LEFT_OUT),
                "file.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty());
        return Job.created(new UpdateId(new UUID(1, number)), spec, "ana", false, Instant.EPOCH);
    }

    /** Has a reading end that has begun, or the next one. */
    void end(Ending ending) {
        endings.add(ending);
    }

    /** Waits until one more reading has begun. */
    void awaitBegun() throws InterruptedException {
        await(begun);
    }

    /** Waits until one more reading was cancelled. */
    void awaitCancelled() throws InterruptedException {
        await(cancelled);
    }

    private static void await(Semaphore happened) throws InterruptedException {
        if (!happened.tryAcquire(20, TimeUnit.SECONDS)) {
            throw new AssertionError("did not happen");
        }
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public Reading read(Job job, Table table, Progress progress, Cancellation cancellation) {
        cancellation.onCancel(() -> endings.add(told -> {
            cancelled.release();
            throw new UnreadableException("cancelled");
        }));
        begun.release();
        try {
            var counts = endings.take().of(progress);
            return new Reading("attempt of " + job.id(), counts);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<Job> job(UpdateId id) {
        return hasJobs ? Optional.of(job((int) id.value().getLeastSignificantBits())) : Optional.empty();
    }

    @Override
    public List<Job> jobs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void save(Job job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(UpdateId job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(UpdateId job, boolean kept) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Spool spool(UpdateId job, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void adopt(UpdateId job, String attempt) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InputStream> leftovers(UpdateId job, Leftovers which) {
        throw new UnsupportedOperationException();
    }
}
