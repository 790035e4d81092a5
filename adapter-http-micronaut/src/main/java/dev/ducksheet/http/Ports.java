package dev.ducksheet.http;

import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.in.EditRows;
import dev.ducksheet.core.port.in.ManageHolds;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.ManageTables;
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
import dev.ducksheet.http.feed.LiveFeed;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Gives each controller the one port that it asks. */
@Factory
final class Ports {
    private static final long SHARED_CHANGES = 8L << 20;

    private final Workbook workbook;
    private final HttpSettings settings;
    private final Metrics metrics;
    private final RowFiles files;

    Ports(Served served) {
        workbook = served.workbook();
        settings = served.settings();
        metrics = served.metrics();
        files = served.files();
    }

    @Singleton
    HttpSettings settings() {
        return settings;
    }

    @Singleton
    RowFiles rowFiles() {
        return files;
    }

    @Singleton
    Metrics metrics() {
        return metrics;
    }

    @Singleton
    SubmitUpdate submitUpdate() {
        return workbook.submitUpdate();
    }

    @Singleton
    PlanUpdate planUpdate() {
        return workbook.planUpdate();
    }

    @Singleton
    ReadOutcome readOutcome() {
        return workbook.readOutcome();
    }

    @Singleton
    ReadUpdates readUpdates() {
        return workbook.readUpdates();
    }

    @Singleton
    LiveFeed liveFeed(ReadUpdates updates, Work work) {
        return new LiveFeed(
                updates, work.feed(), work.timer(), settings.heartbeat(), settings.maxStreams(), SHARED_CHANGES);
    }

    @Singleton
    ViewTable viewTable() {
        return workbook.viewTable();
    }

    @Singleton
    PivotTable pivotTable() {
        return workbook.pivotTable();
    }

    @Singleton
    ManageQueries manageQueries() {
        return workbook.manageQueries();
    }

    @Singleton
    ReadCatalog readCatalog() {
        return workbook.readCatalog();
    }

    @Singleton
    ReadHealth readHealth() {
        return workbook.readHealth();
    }

    @Singleton
    EditRows editRows() {
        return workbook.editRows();
    }

    @Singleton
    ManageTables manageTables() {
        return workbook.manageTables();
    }

    @Singleton
    UndoVersion undoVersion() {
        return workbook.undoVersion();
    }

    @Singleton
    ReadHistory readHistory() {
        return workbook.readHistory();
    }

    @Singleton
    ManageHolds manageHolds() {
        return workbook.manageHolds();
    }

    @Singleton
    RunQuery runQuery() {
        return workbook.runQuery();
    }
}
