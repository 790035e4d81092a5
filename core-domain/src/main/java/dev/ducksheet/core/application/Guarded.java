package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
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

/** A workbook as one sees it who may not do everything. */
final class Guarded implements Workbook {
    private final Workbook workbook;
    private final Access access;
    private final AccessControl control;
    private final GuardedEdits edits;
    private final GuardedReads reads;
    private final GuardedQueries queries;
    private final GuardedWebhooks webhooks;

    Guarded(Workbook workbook, Access access, AccessControl control) {
        this.workbook = workbook;
        this.access = access;
        this.control = control;
        this.edits = new GuardedEdits(workbook, access, control);
        this.reads = new GuardedReads(workbook, access, control);
        this.queries = new GuardedQueries(workbook, access, edits);
        this.webhooks = new GuardedWebhooks(workbook, access, edits);
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return edits;
    }

    @Override
    public PlanUpdate planUpdate() {
        return edits;
    }

    @Override
    public ReadOutcome readOutcome() {
        return edits;
    }

    @Override
    public ReadUpdates readUpdates() {
        return access.isWhole() ? workbook.readUpdates() : reads;
    }

    @Override
    public ViewTable viewTable() {
        return reads;
    }

    @Override
    public PivotTable pivotTable() {
        return access.isWhole() ? workbook.pivotTable() : reads;
    }

    @Override
    public ReadCatalog readCatalog() {
        return access.isWhole() ? workbook.readCatalog() : reads;
    }

    @Override
    public EditRows editRows() {
        return edits;
    }

    @Override
    public ImportFiles importFiles() {
        return new GuardedImports(workbook.importFiles(), access, control);
    }

    @Override
    public ManageTables manageTables() {
        return edits;
    }

    @Override
    public ManageHolds manageHolds() {
        return edits;
    }

    @Override
    public ManageKeys manageKeys() {
        return edits;
    }

    @Override
    public ManageWebhooks manageWebhooks() {
        return webhooks;
    }

    @Override
    public CheckKeys checkKeys() {
        return workbook.checkKeys();
    }

    @Override
    public UndoVersion undoVersion() {
        return edits;
    }

    @Override
    public ReadHistory readHistory() {
        return access.isWhole() ? workbook.readHistory() : reads;
    }

    @Override
    public RunQuery runQuery() {
        return queries;
    }

    @Override
    public ManageQueries manageQueries() {
        return queries;
    }

    @Override
    public ReadHealth readHealth() {
        return workbook.readHealth();
    }

    @Override
    public void close() {
        // The workbook stays its owner's.
    }
}
