package dev.ducksheet.cli;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.FrontDesk;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.ManageTables;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadCatalog;
import dev.ducksheet.core.port.in.ReadHealth;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.queue.redis.RedisFront;
import dev.ducksheet.queue.redis.RedisStreams;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A workbook with the connections that it goes through; closing it lets go of both, the connections last. */
final class QueuedWorkbook implements Workbook {
    private final Workbook workbook;
    private final Runnable connections;
    private final Consumer<String> advertising;

    private QueuedWorkbook(Workbook workbook, Runnable connections, Consumer<String> advertising) {
        this.workbook = workbook;
        this.connections = connections;
        this.advertising = advertising;
    }

    /** Opens the workbook of a store that this process writes; the store stays the caller's if that fails. */
    static QueuedWorkbook open(
            WorkbookStore store, RedisStreams streams, Between between, Clock clock, RandomGenerator random) {
        try {
            var workbook = Ducksheet.open(
                    between.store(store),
                    between.queue(streams.queue()),
                    between.feed(streams.feed()),
                    clock,
                    random,
                    Ducksheet.MAX_BATCH);
            return new QueuedWorkbook(workbook, streams::close, streams::advertise);
        } catch (RuntimeException e) {
            streams.close();
            throw e;
        }
    }

    /** Opens the front desk of a workbook that another process writes. */
    static QueuedWorkbook front(RedisFront front, Between between, Clock clock, RandomGenerator random) {
        var workbook =
                FrontDesk.open(front.mirror(), between.queue(front.queue()), between.feed(front.feed()), clock, random);
        return new QueuedWorkbook(workbook, front::close, url -> {});
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
    public ReadCatalog readCatalog() {
        return workbook.readCatalog();
    }

    @Override
    public EditRows editRows() {
        return workbook.editRows();
    }

    @Override
    public ManageTables manageTables() {
        return workbook.manageTables();
    }

    @Override
    public ManageHolds manageHolds() {
        return workbook.manageHolds();
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
        }
    }
}
