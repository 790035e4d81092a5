package dev.ducksheet.queue.redis;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.Workbooks;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** A workbook with its writer, on a real Redis. */
final class Site implements AutoCloseable {
    private static final Random RANDOM = new Random(11);

    private final RedisStreams streams;
    private final CoreDriver driver;

    private Site(WorkbookStore store, RedisSettings settings) {
        streams = RedisStreams.connect(settings, "/test/workbook", store.head().epoch(), RANDOM, Telemetry.NONE);
        driver = CoreDriver.of(Ducksheet.open(
                store,
                streams.queue(),
                streams.feed(),
                Clock.systemUTC(),
                RANDOM,
                Ducksheet.MAX_BATCH,
                Telemetry.NONE));
    }

    static Site open(WorkbookStore store, RealRedis redis) {
        return open(store, settings(redis));
    }

    static Site open(WorkbookStore store, RedisRoom room) {
        return open(store, settings(room));
    }

    static Site open(WorkbookStore store, RedisSettings settings) {
        return new Site(store, settings);
    }

    static RedisSettings settings(RealRedis redis) {
        return RedisSettings.of(RedisAddress.parse(redis.uri().toString()));
    }

    static RedisSettings settings(RedisRoom room) {
        return RedisSettings.of(RedisAddress.parse(room.address()));
    }

    /** Returns a workbook with the sample sheets. */
    static InMemoryWorkbookStore demo() {
        var store = new InMemoryWorkbookStore();
        Workbooks.demo(store);
        return store;
    }

    CoreDriver driver() {
        return driver;
    }

    RedisStreams streams() {
        return streams;
    }

    /** Adds to the quantity of one product and returns the version, if it was applied. */
    long add(int amount) {
        var outcome = driver.submit(CellUpdate.of(
                Workbooks.SALES.name(),
                "quantity",
                new Operation.Add(CellValue.of(amount)),
                CoreDriver.where("product_id = 1 AND customer_id = 1")));
        if (outcome instanceof Outcome.Applied applied) {
            return applied.version().number();
        }
        throw new AssertionError("not applied: " + outcome);
    }

    /** Returns the quantity that was added to. */
    CellValue quantity() {
        var names =
                Workbooks.SALES.columns().stream().map(column -> column.name()).toList();
        return driver.rows(Workbooks.SALES.name(), "product_id = 1 AND customer_id = 1")
                .get(0)
                .get(names.indexOf("quantity"));
    }

    /** Waits until Redis has the changes of these versions, and no others. */
    static void awaitFeed(RealRedis redis, String stream, long from, long to) {
        var expected = LongStream.rangeClosed(from, to)
                .mapToObj(version -> version + "-0")
                .toList();
        Await.inTime(() -> {
            while (!ids(redis, stream).equals(expected)) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    private static List<String> ids(RealRedis redis, String stream) {
        return ((List<?>) redis.command("XRANGE", stream, "-", "+"))
                .stream().map(entry -> ((List<?>) entry).get(0).toString()).toList();
    }

    /** Waits until the workbook takes edits, or takes none. */
    void awaitWell(boolean well) {
        Await.inTime(() -> {
            while (driver.workbook().readHealth().health().isWell() != well) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    /** Returns what a quantity becomes that is added to. */
    static CellValue plus(CellValue before, int added) {
        return CellValue.of(((CellValue.Exact) before).number().add(BigDecimal.valueOf(added)));
    }

    List<Long> versions() {
        return driver.changes().stream()
                .map(change -> change.version().number())
                .toList();
    }

    @Override
    public void close() {
        driver.close();
        streams.close();
    }
}
