package dev.ducksheet.cli.remote;

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
import java.net.URI;
import java.time.Duration;

/**
 * A workbook behind a URL. Every method waits for the server, and throws a {@link
 * dev.ducksheet.core.port.PortUnavailableException} if it is away, or a {@link ServerRefusedException}.
 */
public final class RemoteWorkbook implements Workbook {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RemoteUpdates updates;
    private final RemoteFeed feed;
    private final RemoteRows rows;
    private final RemoteCatalog catalog;
    private final RemoteHolds holds;
    private final RemoteTables tables;
    private final RemoteImports imports;
    private final RemoteQueries queries;
    private final RemoteHistory history;
    private final RemoteKeys keys;
    private final RemoteWebhooks webhooks;

    /** @param key the API key; empty for none */
    public RemoteWorkbook(URI url, String key) {
        Server server = new Server(url, key);
        Submissions submissions = new Submissions(server, PAUSE);
        catalog = new RemoteCatalog(server);
        updates = new RemoteUpdates(server, submissions);
        feed = new RemoteFeed(server, new ChangeJson(catalog));
        rows = new RemoteRows(server);
        holds = new RemoteHolds(server, submissions);
        queries = new RemoteQueries(server, submissions, rows);
        imports = new RemoteImports(server, PAUSE);
        tables = new RemoteTables(server, submissions, queries);
        history = new RemoteHistory(server, submissions, feed);
        keys = new RemoteKeys(server, submissions);
        webhooks = new RemoteWebhooks(server, submissions);
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return updates;
    }

    @Override
    public PlanUpdate planUpdate() {
        return updates;
    }

    @Override
    public ReadOutcome readOutcome() {
        return updates;
    }

    @Override
    public ReadUpdates readUpdates() {
        return feed;
    }

    @Override
    public ViewTable viewTable() {
        return rows;
    }

    @Override
    public PivotTable pivotTable() {
        return rows;
    }

    @Override
    public ManageQueries manageQueries() {
        return queries;
    }

    @Override
    public ReadCatalog readCatalog() {
        return catalog;
    }

    @Override
    public EditRows editRows() {
        return tables;
    }

    @Override
    public ImportFiles importFiles() {
        return imports;
    }

    @Override
    public ManageTables manageTables() {
        return tables;
    }

    @Override
    public UndoVersion undoVersion() {
        return history;
    }

    @Override
    public ReadHistory readHistory() {
        return history;
    }

    @Override
    public ManageHolds manageHolds() {
        return holds;
    }

    @Override
    public ManageKeys manageKeys() {
        return keys;
    }

    @Override
    public ManageWebhooks manageWebhooks() {
        return webhooks;
    }

    /** The server checks keys itself. */
    @Override
    public CheckKeys checkKeys() {
        throw new UnsupportedOperationException("a server checks the keys of its own workbook");
    }

    @Override
    public RunQuery runQuery() {
        return rows;
    }

    @Override
    public void close() {
        // Nothing is held between requests.
    }
}
