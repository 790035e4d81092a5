package dev.ducksheet.bench;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
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
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.validation.UpdateRules;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A workbook that checks updates and has something else apply them, one by one, on a thread of its own: nothing, so that
 * what is left is the cost of asking, or a bare engine, with a statement and a commit for each.
 */
final class StandInWorkbook implements Workbook {
    private final Workbook workbook;
    private final Applying applying;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::write, "stand-in-writer");

    /** What applies an update. */
    @FunctionalInterface
    interface Applying {
        void apply(CellUpdate update) throws SQLException;
    }

    StandInWorkbook(Workbook workbook, Applying applying) {
        this.workbook = workbook;
        this.applying = applying;
        writer.setDaemon(true);
        writer.start();
    }

    private record Waiting(CellUpdate update, Outcome outcome, CompletableFuture<Outcome> future) {}

    private void write() {
        try {
            while (true) {
                apply(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(Waiting next) {
        try {
            applying.apply(next.update());
            next.future().complete(next.outcome());
        } catch (SQLException e) {
            next.future().completeExceptionally(e);
        }
    }

    @Override
    public SubmitUpdate submitUpdate() {
        var catalog = workbook.readCatalog().catalog();
        return update -> {
            var refusal = UpdateRules.check(catalog, update);
            return refusal.<SubmitUpdate.Submission>map(SubmitUpdate.Submission.Refused::new)
                    .orElseGet(() -> queued(update));
        };
    }

    private SubmitUpdate.Submission queued(CellUpdate update) {
        var id = new UpdateId(new UUID(0x0190_0000_0000_7000L, 1));
        var outcome = new CompletableFuture<Outcome>();
        waiting.add(new Waiting(
                update, new Outcome.Applied(id, new Version(1), update.sheet(), update.column(), 1), outcome));
        return new SubmitUpdate.Submission.Queued(id, outcome.thenAccept(it -> {}), outcome);
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
    public ImportFiles importFiles() {
        return workbook.importFiles();
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
    public void close() {
        writer.interrupt();
        workbook.close();
    }
}
