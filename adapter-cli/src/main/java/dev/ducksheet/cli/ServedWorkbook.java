package dev.ducksheet.cli;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.FrontDesk;
import dev.ducksheet.core.application.Inbound;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.CheckKeys;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.ManageKeys;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadCatalog;
import dev.ducksheet.core.port.in.ReadHealth;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.Metrics;
import dev.ducksheet.http.Traces;
import dev.ducksheet.metrics.micrometer.MicrometerTelemetry;
import dev.ducksheet.queue.redis.RedisFront;
import dev.ducksheet.queue.redis.RedisStreams;
import dev.ducksheet.storage.duckdb.DuckDbRowFiles;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A workbook with what belongs to it in a server: the connections that it goes through, and what is measured of it.
 * Closing it lets go of all, the connections after the workbook.
 */
final class ServedWorkbook implements Workbook {
    private final Workbook workbook;
    private final MicrometerTelemetry telemetry;
    private final Follower follower;
    private final RowFiles files;
    private final Runnable connections;
    private final Consumer<String> advertising;

    private ServedWorkbook(
            Workbook workbook,
            MicrometerTelemetry telemetry,
            Follower follower,
            RowFiles files,
            Runnable connections,
            Consumer<String> advertising) {
        this.workbook = workbook;
        this.telemetry = telemetry;
        this.follower = follower;
        this.files = files;
        this.connections = connections;
        this.advertising = advertising;
    }

    /**
     * Opens the workbook of a store that this process writes, with the queue of this process.
     *
     * @param files closed with the workbook
     * @param follower closed with the workbook
     */
    static ServedWorkbook embedded(
            DuckDbWorkbookStore store,
            DuckDbRowFiles files,
            Outbound outbound,
            Places places,
            Follower follower,
            Clock clock,
            RandomGenerator random) {
        var telemetry = measuring(store, follower);
        return new ServedWorkbook(
                Ducksheet.open(store, clock, random, telemetry, outbound, places),
                telemetry,
                follower,
                files,
                files::close,
                url -> {});
    }

    /**
     * Opens the workbook of a store that this process writes; the store stays the caller's if that fails.
     *
     * @param files closed with the workbook
     * @param follower closed with the workbook
     * @param connect connects to the queue, and tells how it goes
     */
    static ServedWorkbook queued(
            DuckDbWorkbookStore store,
            DuckDbRowFiles files,
            Outbound outbound,
            Places places,
            Function<Telemetry, RedisStreams> connect,
            Between between,
            Follower follower,
            Clock clock,
            RandomGenerator random) {
        var telemetry = measuring(store, follower);
        var streams = connect.apply(telemetry);
        try {
            var workbook = Ducksheet.open(
                    between.store(store),
                    between.queue(streams.queue()),
                    between.feed(streams.feed()),
                    clock,
                    random,
                    Ducksheet.MAX_BATCH,
                    telemetry,
                    outbound,
                    new Inbound(streams.readers(store.imports()), places));
            Runnable connections = () -> {
                files.close();
                streams.close();
            };
            return new ServedWorkbook(workbook, telemetry, follower, files, connections, streams::advertise);
        } catch (RuntimeException e) {
            streams.close();
            throw e;
        }
    }

    private static MicrometerTelemetry measuring(DuckDbWorkbookStore store, Follower follower) {
        var telemetry = new MicrometerTelemetry(follower.tracing());
        telemetry.watchMemory(store::memoryHeld);
        return telemetry;
    }

    /**
     * Opens the front desk of a workbook that another process writes.
     *
     * @param connect connects to the queue, and tells how it goes
     * @param follower closed with the workbook
     */
    static ServedWorkbook front(
            Function<Telemetry, RedisFront> connect,
            Between between,
            Follower follower,
            Clock clock,
            RandomGenerator random) {
        var telemetry = new MicrometerTelemetry(follower.tracing());
        var front = connect.apply(telemetry);
        var workbook = FrontDesk.open(
                front.mirror(), between.queue(front.queue()), between.feed(front.feed()), clock, random, telemetry);
        return new ServedWorkbook(workbook, telemetry, follower, HttpServer.NO_FILES, front::close, url -> {});
    }

    /** Returns what makes files of rows for a server. */
    RowFiles files() {
        return files;
    }

    /** Returns what is measured, for a server to add to and to show. */
    Metrics metrics() {
        return new Metrics() {
            @Override
            public void answered(String method, String route, int status, Duration took) {
                telemetry.answered(method, route, status, took);
            }

            @Override
            public String scrape() {
                return telemetry.scrape();
            }
        };
    }

    /** Returns what follows requests, for a server to begin with. */
    Traces traces() {
        return follower.traces();
    }

    /** Tells the servers of the same queue where the one that writes is. */
    void advertise(String url) {
        advertising.accept(url);
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return workbook.submitUpdate();
    }

    @Override
    public PlanUpdate planUpdate() {
        return workbook.planUpdate();
    }

    @Override
    public ReadOutcome readOutcome() {
        return workbook.readOutcome();
    }

    @Override
    public ReadUpdates readUpdates() {
        return workbook.readUpdates();
    }

    @Override
    public ViewTable viewTable() {
        return workbook.viewTable();
    }

    @Override
    public PivotTable pivotTable() {
        return workbook.pivotTable();
    }

    @Override
    public ManageQueries manageQueries() {
        return workbook.manageQueries();
    }

    @Override
    public ReadCatalog readCatalog() {
        return workbook.readCatalog();
    }

    @Override
    public UndoVersion undoVersion() {
        return workbook.undoVersion();
    }

    @Override
    public ReadHistory readHistory() {
        return workbook.readHistory();
    }

    @Override
    public ManageHolds manageHolds() {
        return workbook.manageHolds();
    }

    @Override
    public EditRows editRows() {
        return workbook.editRows();
    }

    @Override
    public ImportFiles importFiles() {
        return workbook.importFiles();
    }

    @Override
    public ManageTables manageTables() {
        return workbook.manageTables();
    }

    @Override
    public ManageKeys manageKeys() {
        return workbook.manageKeys();
    }

    @Override
    public ManageWebhooks manageWebhooks() {
        return workbook.manageWebhooks();
    }

    @Override
    public CheckKeys checkKeys() {
        return workbook.checkKeys();
    }

    @Override
    public RunQuery runQuery() {
        return workbook.runQuery();
    }

    @Override
    public ReadHealth readHealth() {
        return workbook.readHealth();
    }

    @Override
    public void close() {
        try {
            workbook.close();
        } finally {
            connections.run();
            telemetry.close();
            follower.close();
        }
    }
}
