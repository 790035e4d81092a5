package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Signature;
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
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.FileReaders.Reading;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are read by whoever takes the order, through a real Redis. */
final class FileReadersTest {
    private final RedisRoom redis = RedisRoom.open();
    private final RedisSettings settings = Site.settings(redis);
    private final RedisStreams streams =
            RedisStreams.connect(settings, "/test/workbook", "e", new Random(1), Telemetry.NONE);
    private final GatedImports here = new GatedImports(true);
    private final Await.Threads threads = new Await.Threads(8);
    private final List<Double> shares = Collections.synchronizedList(new ArrayList<>());
    private final Cancellation cancellation = new Cancellation();
    private FileReaders readers;

    @BeforeEach
    void open() {
        streams.queue().open(Optional.empty());
        readers = streams.readers(here);
    }

    @AfterEach
    void end() {
        cancellation.cancel();
        threads.close();
        streams.close();
        redis.close();
    }

    private Future<Reading> order(int job) {
        return threads.start(() -> readers.read(
                GatedImports.job(job), GatedImports.TABLE, (rows, share) -> shares.add(share), cancellation));
    }

    private Future<Boolean> begin(RedisWorker worker) {
        return threads.start(() -> {
            worker.run();
            return true;
        });
    }

    private static Throwable failure(Future<Reading> reading) {
        try {
            return new AssertionError("read: " + reading.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            return e;
        }
    }

    private Object waiting() {
        return redis.command("XLEN", redis.key("import_duck"));
    }

    private List<?> pending() {
        return (List<?>) redis.command("XPENDING", redis.key("import_duck"), OrderTaker.GROUP, "-", "+", "10");
    }

    private static String part(Object pending, int place) {
        return ((List<?>) pending).get(place).toString();
    }

    @Test
    void a_server_without_workers_reads_itself_and_tells_how_far_it_is() throws Exception {
        var reading = order(1);
        here.awaitBegun();
        here.end(progress -> {
            progress.at(5, 0.5);
            try {
                TimeUnit.MILLISECONDS.sleep(800); // for two beats
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return GatedImports.COUNTS;
        });
        var job = GatedImports.job(1).id();
        assertThat(Await.value(reading)).isEqualTo(new Reading("attempt of " + job, GatedImports.COUNTS));
        assertThat(shares).startsWith(0.0).endsWith(0.5);
        assertThat(waiting()).isEqualTo(0L);
        assertThat(redis.command("EXISTS", redis.key("ducksheet:readings"))).isEqualTo(0L);
    }

    @Test
    void what_a_reader_met_is_told_as_if_it_were_met_here() throws Exception {
        for (var met : List.of(
                new UnreadableException("record 3 is broken"),
                new PortUnavailableException("the disk is away"),
                new RowFiles.NoSpaceException("no space", new IllegalStateException()))) {
            var reading = order(1);
            here.end(progress -> {
                throw met;
            });
            assertThat(failure(reading)).isInstanceOf(met.getClass()).hasMessage(met.getMessage());
        }
        var reading = order(1);
        here.end(progress -> {
            throw new ArithmeticException("by zero");
        });
        assertThat(failure(reading)).isInstanceOf(IllegalStateException.class).hasMessageContaining("by zero");
    }

    @Test
    void files_are_shared_by_workers() throws Exception {
        var there = new GatedImports(true);
        try (var worker = RedisWorker.connect(settings, there)) {
            var unused = begin(worker);
            var one = order(1);
            var other = order(2);
            here.awaitBegun();
            there.awaitBegun();
            here.end(progress -> GatedImports.COUNTS);
            there.end(progress -> GatedImports.COUNTS);
            assertThat(List.of(Await.value(one).attempt(), Await.value(other).attempt()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_job_that_is_cancelled_is_read_no_further_wherever_it_is() throws Exception {
        var there = new GatedImports(true);
        try (var worker = RedisWorker.connect(settings, there)) {
            var unused = begin(worker);
            var one = order(1);
            var other = order(2);
            here.awaitBegun();
            there.awaitBegun();
            cancellation.cancel();
            assertThat(failure(one)).isInstanceOf(UnreadableException.class);
            assertThat(failure(other)).isInstanceOf(UnreadableException.class);
            here.awaitCancelled();
            there.awaitCancelled();
        }
    }

    @Test
    void a_reader_that_was_overtaken_stops_and_the_other_one_is_heard() throws Exception {
        var reading = order(1);
        here.awaitBegun();
        var entry = part(pending().get(0), 0);
        claim(entry, "0", "1");
        here.awaitCancelled();
        assertThat(reading).isNotDone();
        claim(entry, "20000", "1"); // and that one fell silent, so that it comes back
        here.awaitBegun();
        here.end(progress -> GatedImports.COUNTS);
        assertThat(Await.value(reading).counts()).isEqualTo(GatedImports.COUNTS);
    }

    @Test
    void a_file_that_three_readers_did_not_live_through_ends_no_fourth() throws Exception {
        var reading = order(1);
        here.awaitBegun();
        claim(part(pending().get(0), 0), "20000", "3");
        assertThat(failure(reading))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("given to 3 readers, and each of them ended");
    }

    private void claim(String entry, String idle, String deliveries) {
        redis.command(
                "XCLAIM",
                redis.key("import_duck"),
                OrderTaker.GROUP,
                "another",
                "0",
                entry,
                "IDLE",
                idle,
                "RETRYCOUNT",
                deliveries,
                "JUSTID");
    }

    @Test
    void orders_that_redis_lost_are_given_again() throws Exception {
        var reading = order(1);
        here.awaitBegun();
        redis.command("DEL", redis.key("import_duck"), redis.key("ducksheet:readings"));
        here.awaitCancelled();
        here.awaitBegun();
        here.end(progress -> GatedImports.COUNTS);
        assertThat(Await.value(reading).counts()).isEqualTo(GatedImports.COUNTS);
    }

    @Test
    void orders_of_a_process_before_are_forgotten() throws Exception {
        redis.command("XADD", redis.key("import_duck"), "*", "v", "1", "id", "old");
        redis.command("HSET", redis.key("ducksheet:readings"), "old", "{\"state\": \"waiting\"}");
        var reading = order(1);
        here.awaitBegun();
        assertThat(waiting()).isEqualTo(1L);
        assertThat(redis.command("HEXISTS", redis.key("ducksheet:readings"), "old"))
                .isEqualTo(0L);
        here.end(progress -> GatedImports.COUNTS);
        assertThat(Await.value(reading).counts()).isEqualTo(GatedImports.COUNTS);
    }

    @Test
    void an_order_of_another_version_is_answered_and_not_waited_for() throws Exception {
        var first = order(1);
        here.awaitBegun();
        redis.command("HSET", redis.key("ducksheet:readings"), "later", "{\"state\": \"waiting\"}");
        redis.command("XADD", redis.key("import_duck"), "*", "v", "2", "id", "later");
        here.end(progress -> GatedImports.COUNTS);
        Await.value(first);
        Await.inTime(() -> {
            while (!waiting().equals(0L)) {
                Thread.onSpinWait();
            }
            return true;
        });
        assertThat(redis.command("HGET", redis.key("ducksheet:readings"), "later")
                        .toString())
                .contains("another version", "\\\"v\\\" is 2");
    }

    @Test
    void a_worker_gives_back_what_it_reads_when_it_ends() throws Exception {
        var there = new GatedImports(true);
        Future<Reading> one;
        Future<Reading> other;
        try (var worker = RedisWorker.connect(settings, there)) {
            var unused = begin(worker);
            one = order(1);
            other = order(2);
            here.awaitBegun();
            there.awaitBegun();
        }
        there.awaitCancelled();
        here.end(progress -> GatedImports.COUNTS);
        here.awaitBegun(); // the other one, at once: nobody waits for silence
        here.end(progress -> GatedImports.COUNTS);
        Await.value(one);
        Await.value(other);
    }

    @Test
    void a_worker_that_does_not_see_the_files_gives_the_order_back_and_says_so() throws Exception {
        try (var worker = RedisWorker.connect(settings, new GatedImports(false))) {
            var ending = begin(worker);
            var one = order(1);
            var other = order(2);
            assertThatThrownBy(() -> ending.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(ForeignOrderException.class)
                    .hasMessageContaining("is to be read, and is not there");
            here.end(progress -> GatedImports.COUNTS);
            here.end(progress -> GatedImports.COUNTS);
            Await.value(one);
            Await.value(other);
        }
    }

    @Test
    void a_writer_that_was_overtaken_orders_nothing_any_more() {
        redis.command("HSET", redis.key("ducksheet:lease"), "owner", "elsewhere:/w", "token", "9-x", "url", "");
        redis.command("HSET", redis.key("ducksheet:state"), "token", "9-x");
        assertThat(failure(order(1)))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining("another server has taken over");
        assertThat(waiting()).isEqualTo(0L);
    }

    /** Files that are read when the test says so, and as it says. */
    static final class GatedImports implements ImportStore {
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
            return Job.created(new UpdateId(new UUID(1, number)), spec, Signature.of("ana"), false, Instant.EPOCH);
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
}
