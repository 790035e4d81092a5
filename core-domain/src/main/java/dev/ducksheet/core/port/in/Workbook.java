package dev.ducksheet.core.port.in;

/** All that can be asked of one workbook, whether it is open in this process or behind a URL. */
public interface Workbook extends AutoCloseable {

    /** Returns the way to edit. */
    SubmitUpdate submitUpdate();

    /** Returns the way to try an edit without doing it. */
    PlanUpdate planUpdate();

    /** Returns the way to ask what became of a request. */
    ReadOutcome readOutcome();

    /** Returns the way to follow the changes. */
    ReadUpdates readUpdates();

    /** Returns the way to read rows. */
    ViewTable viewTable();

    /** Returns the way to read rows turned. */
    PivotTable pivotTable();

    /** Returns the way to see which sheets there are. */
    ReadCatalog readCatalog();

    /** Returns the way to insert, change and delete rows. */
    EditRows editRows();

    /** Returns the way to bring files of rows. */
    ImportFiles importFiles();

    /** Returns the way to create, alter and drop tables. */
    ManageTables manageTables();

    /** Returns the way to take a version back. */
    UndoVersion undoVersion();

    /** Returns the way to ask who changed what. */
    ReadHistory readHistory();

    /** Returns the way to hold leaves. */
    ManageHolds manageHolds();

    /** Returns the way to make and revoke API keys. */
    ManageKeys manageKeys();

    /** Returns the way to ask what the holder of an API key may do. */
    CheckKeys checkKeys();

    /** Returns the way to manage webhooks. */
    ManageWebhooks manageWebhooks();

    /** Returns the way to ask in SQL. */
    RunQuery runQuery();

    /** Returns the way to keep queries under names. */
    ManageQueries manageQueries();

    /** Returns the way to ask whether edits are taken; by default whoever has a workbook has one that takes them. */
    default ReadHealth readHealth() {
        return () -> new ReadHealth.Health(true, true);
    }

    /** Finishes what was admitted and lets go. Repeatable. */
    @Override
    void close();
}
