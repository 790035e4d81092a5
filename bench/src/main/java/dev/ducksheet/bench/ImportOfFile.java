package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.seed.ProductFile;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Brings a file of products in, with its spooling, its rejects, its counts and its event, against a bare {@code CREATE
 * TABLE AS SELECT * FROM read_csv} of the same file; and edits cells of another table meanwhile.
 */
final class ImportOfFile implements Scenario {
    private static final int WARM_UP = 1;
    private static final long IDLE_NANOS = 5_000_000_000L;

    private final long records;
    private final int rounds;

    private ImportOfFile(long records, int rounds) {
        this.records = records;
        this.rounds = rounds;
    }

    /** Brings the file as it was in the beginning: half a million rows. */
    static Scenario ofHalfAMillion() {
        return new ImportOfFile(ProductFile.ORIGINAL_RECORDS, 5);
    }

    /** Brings ten times as many rows. */
    static Scenario ofFiveMillions() {
        return new ImportOfFile(10 * ProductFile.ORIGINAL_RECORDS, 3);
    }

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch();
                var floor = BareEngine.create(scratch.file("floor.duckdb"))) {
            var whole = write(scratch.file("whole.csv"), records);
            var half = write(scratch.file("half.csv"), records / 2);
            var first = new AtomicLong();
            var timings = Timing.inTurns(
                    WARM_UP,
                    rounds,
                    List.of(
                            new Timing.Contender("CREATE TABLE AS read_csv", bare(floor, whole)),
                            new Timing.Contender(
                                    "import, every row new",
                                    () -> round(Optional.empty(), whole, Mode.INSERT, List.of(), first)),
                            new Timing.Contender(
                                    "import by key, every row new",
                                    () -> round(Optional.empty(), whole, Mode.INSERT, List.of("sku"), first)),
                            new Timing.Contender(
                                    "upsert, half are there",
                                    () -> round(Optional.of(half), whole, Mode.UPSERT, List.of("sku"), first))));
            report.title(Report.format("A CSV of %,d rows (%,d MB)", records, Files.size(whole) >> 20));
            report.head("", "median (least to most)", "times the bare engine's");
            timings.forEach(timing -> report.row(
                    timing.name(), Report.millis(timing), Report.format("%.2f", timing.times(timings.get(0)))));
            report.note(Report.format("The last one told its first row after %,d ms.", first.get()));
            edits(report, scratch, whole);
        }
    }

    private static Path write(Path file, long records) throws Exception {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            ProductFile.of(records, 7).writeTo(out, () -> {});
        }
        return file;
    }

    /** With the rows that it rejects stored: with {@code ignore_errors} alone, DuckDB 1.5.6 ends at the first few. */
    private static Timing.Round bare(BareEngine floor, Path file) {
        return () -> {
            floor.execute("DROP TABLE IF EXISTS products");
            long start = System.nanoTime();
            floor.execute("CREATE TABLE products AS SELECT * FROM read_csv('" + file
                    + "', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', columns ="
                    + " {'sku': 'VARCHAR', 'name': 'VARCHAR', 'description': 'VARCHAR'}, strict_mode = true,"
                    + " store_rejects = true)");
            return System.nanoTime() - start;
        };
    }

    private static long round(Optional<Path> before, Path file, Mode mode, List<String> key, AtomicLong first)
            throws Exception {
        try (var scratch = new Scratch();
                var workbook = open(scratch.file("ours.duckdb"))) {
            if (before.isPresent()) {
                bring(workbook, before.get(), Mode.INSERT, List.of("sku"), new AtomicLong());
            }
            long start = System.nanoTime();
            bring(workbook, file, mode, key, first);
            return System.nanoTime() - start;
        }
    }

    private static Ducksheet open(Path file) {
        var random = new Random(1);
        var store = DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random));
        var columns = Stream.of("sku", "name", "description")
                .map(name -> Column.of(name, Simple.TEXT))
                .toList();
        store.create(
                new Table("products", columns, List.of()),
                List.<List<CellValue>>of().iterator());
        return Ducksheet.open(store, Clock.systemUTC(), random);
    }

    private static Job bring(Ducksheet workbook, Path file, Mode mode, List<String> key, AtomicLong first)
            throws Exception {
        long start = System.nanoTime();
        var imports = workbook.importFiles();
        var spec = new ImportSpec(
                "products",
                new Merging(mode, key, true, Misfits.LEFT_OUT),
                "products.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.of(Files.size(file)));
        var job = ((Opening.Opened) imports.open(spec, false, Signature.anonymous())).job();
        var over = new CompletableFuture<Job>();
        first.set(0);
        imports.watch(job.id(), now -> {
            if (now.counts().read() > 0) {
                first.compareAndSet(0, (System.nanoTime() - start) / 1_000_000);
            }
            if (now.state().isOver()) {
                over.complete(now);
            }
        });
        try (var receiving = imports.receive(job.id(), 0).orElseThrow();
                InputStream in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                receiving.write(buffer, 0, read);
            }
            receiving.complete();
        }
        var ended = over.get();
        if (ended.state() != JobState.DONE) {
            throw new IllegalStateException("the file did not come in: " + ended);
        }
        return ended;
    }

    /** One editor after the other's answer, alone and while files come in. */
    private static void edits(Report report, Scratch scratch, Path file) throws Exception {
        var path = scratch.file("edited.duckdb");
        var random = new Random(1);
        var store = DuckDbWorkbookStore.open(path, DuckDbSettings.defaults(random));
        SampleWorkbook.load(store);
        store.create(
                new Table(
                        "products",
                        Stream.of("sku", "name", "description")
                                .map(name -> Column.of(name, Simple.TEXT))
                                .toList(),
                        List.of()),
                List.<List<CellValue>>of().iterator());
        try (var workbook = Ducksheet.open(store, Clock.systemUTC(), random)) {
            edit(workbook, System.nanoTime() + IDLE_NANOS / 2);
            var idle = edit(workbook, System.nanoTime() + IDLE_NANOS);
            var coming = CompletableFuture.supplyAsync(() -> {
                try {
                    return bring(workbook, file, Mode.UPSERT, List.of("sku"), new AtomicLong());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            var meanwhile = edit(workbook, coming::isDone);
            coming.get();
            report.head("cell edits one at a time", "p50, ms", "p99, ms", "longest, ms");
            row(report, "idle", idle);
            row(report, "while the file comes in", meanwhile);
        }
    }

    private static void row(Report report, String name, long[] nanos) {
        report.row(
                name,
                Report.format("%.1f", nanos[nanos.length / 2] / 1e6),
                Report.format("%.1f", nanos[(int) (nanos.length * 0.99)] / 1e6),
                Report.format("%.0f", nanos[nanos.length - 1] / 1e6));
    }

    private static long[] edit(Ducksheet workbook, long until) throws Exception {
        return edit(workbook, () -> System.nanoTime() - until > 0);
    }

    private static long[] edit(Ducksheet workbook, BooleanSupplier isOver) throws Exception {
        var nanos = new long[1 << 16];
        int count = 0;
        var random = new Random(3);
        while (!isOver.getAsBoolean() && count < nanos.length) {
            var id = CellValue.of(random.nextInt(SampleWorkbook.ITEMS));
            var condition = new Condition.Comparison(new ColumnName("id"), Condition.Operator.EQUAL, id);
            long start = System.nanoTime();
            var queued = (Submission.Queued) workbook.submitUpdate()
                    .submit(CellUpdate.of(
                            "item", "q", new Operation.Set(CellValue.of(random.nextInt(1000))), condition));
            queued.outcome().toCompletableFuture().get();
            nanos[count++] = System.nanoTime() - start;
        }
        var taken = Arrays.copyOf(nanos, count);
        Arrays.sort(taken);
        return taken;
    }
}
