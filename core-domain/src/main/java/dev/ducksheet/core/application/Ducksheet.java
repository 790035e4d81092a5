package dev.ducksheet.core.application;

import dev.ducksheet.core.port.PortUnavailableException;
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
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * A workbook open in this process, with its one writer running. The embedder's one entry:
 *
 * <pre>{@code
 * try (var workbook = Ducksheet.open(store, Clock.systemUTC(), new SecureRandom())) {
 *     workbook.submitUpdate().submit(CellUpdate.of("sales", "quantity", new Operation.Set(CellValue.of(45)), condition));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Ducksheet implements Workbook {
    /** The most requests that one transaction decides. */
    public static final int MAX_BATCH = 10_000;

    private static final System.Logger LOG = System.getLogger(Ducksheet.class.getName());
    private static final int BACKLOG = 50_000;
    private static final int FEED = 10_000;

    private final WorkbookStore store;
    private final RequestQueue queue;
    private final ChangeFeed feed;
    private final Writer writer;
    private final Submitting submitting;
    private final Following following;
    private final Telemetry telemetry;
    private final KeyRing keyRing;
    private final Importing importing;
    private final Deliverer deliverer;
    private final ManagingWebhooks managingWebhooks;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Ducksheet(
            WorkbookStore store,
            RequestQueue queue,
            ChangeFeed feed,
            Clock clock,
            RandomGenerator random,
            int maxBatch,
            Telemetry telemetry,
            Outbound outbound,
            Inbound inbound) {
        this.store = store;
        this.queue = queue;
        this.feed = feed;
        this.telemetry = telemetry;
        var waiting = new Waiting();
        var ids = new UpdateIds(clock, random);
        this.submitting = new Submitting(new StoredKnowledge(store), queue, waiting, ids, telemetry);
        this.importing = new Importing(store.imports(), inbound, submitting, store::catalog, ids, clock, telemetry);
        var courier = new Courier(outbound, clock, telemetry);
        this.managingWebhooks = new ManagingWebhooks(store, submitting, ids, courier);
        this.deliverer = new Deliverer(
                store,
                feed,
                outbound,
                courier,
                new DeliveryReports(submitting::report),
                clock,
                random,
                submitting::disable);
        this.writer = new Writer(store, queue, feed, waiting, clock, maxBatch, telemetry, deliverer::changed);
        this.keyRing = new KeyRing(store::keys, clock, submitting::note);
        this.following = new Following(store::head, feed, new StoredHistory(store));
    }

    /**
     * Opens a workbook with the queue and the feed of this process.
     *
     * @param store closed with the workbook
     * @param clock the time of changes and ids
     * @param random the entropy of ids; a {@code SecureRandom}, unless ids must repeat
     */
    public static Ducksheet open(WorkbookStore store, Clock clock, RandomGenerator random) {
        return open(store, clock, random, Telemetry.NONE);
    }

    /**
     * Opens a workbook with the queue and the feed of this process.
     *
     * @param telemetry is told what becomes of requests
     */
    public static Ducksheet open(WorkbookStore store, Clock clock, RandomGenerator random, Telemetry telemetry) {
        return open(store, clock, random, telemetry, Outbound.none(), Places.none());
    }

    /**
     * Opens a workbook with the queue and the feed of this process.
     *
     * @param telemetry is told what becomes of requests
     * @param outbound the way to webhooks
     * @param places where files are fetched from
     */
    public static Ducksheet open(
            WorkbookStore store,
            Clock clock,
            RandomGenerator random,
            Telemetry telemetry,
            Outbound outbound,
            Places places) {
        return open(
                store,
                new InProcessRequestQueue(BACKLOG),
                new InProcessChangeFeed(FEED, telemetry.tracing()),
                clock,
                random,
                MAX_BATCH,
                telemetry,
                outbound,
                new Inbound(store.imports(), places));
    }

    /** Opens a workbook with a queue and a feed of the caller's, that has no way to webhooks and fetches nothing. */
    public static Ducksheet open(
            WorkbookStore store,
            RequestQueue queue,
            ChangeFeed feed,
            Clock clock,
            RandomGenerator random,
            int maxBatch,
            Telemetry telemetry) {
        return open(
                store,
                queue,
                feed,
                clock,
                random,
                maxBatch,
                telemetry,
                Outbound.none(),
                new Inbound(store.imports(), Places.none()));
    }

    /**
     * Opens a workbook with a queue and a feed of the caller's; both are closed with the workbook. If it cannot be opened
     * they and the store stay the caller's.
     *
     * @param maxBatch the most requests that one transaction decides
     * @param telemetry is told what becomes of requests
     * @param outbound the way to webhooks
     * @param inbound the way of files into tables
     */
    public static Ducksheet open(
            WorkbookStore store,
            RequestQueue queue,
            ChangeFeed feed,
            Clock clock,
            RandomGenerator random,
            int maxBatch,
            Telemetry telemetry,
            Outbound outbound,
            Inbound inbound) {
        var workbook = new Ducksheet(store, queue, feed, clock, random, maxBatch, telemetry, outbound, inbound);
        try {
            workbook.start();
        } catch (RuntimeException e) {
            workbook.following.close();
            throw e;
        }
        return workbook;
    }

    private void start() {
        queue.open(store.position());
        if (feed.isAheadOf(store.head())) {
            LOG.log(
                    Level.WARNING,
                    "the store is older than what was published: it is at version {0} of a history that went on; its"
                            + " history begins anew from here",
                    store.head());
            store.beginEpoch();
        }
        feed.begin(store.head(), new StoredHistory(store));
        telemetry.watch(queue::load);
        telemetry.watchMessages(deliverer::waiting);
        writer.start();
        importing.resume();
        deliverer.start();
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return submitting;
    }

    @Override
    public PlanUpdate planUpdate() {
        return new Planning(store);
    }

    @Override
    public ReadOutcome readOutcome() {
        return submitting;
    }

    @Override
    public ReadUpdates readUpdates() {
        return following;
    }

    @Override
    public ViewTable viewTable() {
        return new Viewing(store);
    }

    @Override
    public PivotTable pivotTable() {
        return new Pivoting(store);
    }

    @Override
    public ReadCatalog readCatalog() {
        return store::catalog;
    }

    @Override
    public EditRows editRows() {
        return submitting;
    }

    @Override
    public ImportFiles importFiles() {
        return importing;
    }

    @Override
    public ManageTables manageTables() {
        return submitting;
    }

    @Override
    public UndoVersion undoVersion() {
        return submitting;
    }

    @Override
    public ReadHistory readHistory() {
        return new ReadingHistory(store);
    }

    @Override
    public ManageHolds manageHolds() {
        return submitting;
    }

    @Override
    public ManageKeys manageKeys() {
        return submitting;
    }

    @Override
    public ManageWebhooks manageWebhooks() {
        return managingWebhooks;
    }

    @Override
    public CheckKeys checkKeys() {
        return keyRing;
    }

    @Override
    public RunQuery runQuery() {
        return store::query;
    }

    @Override
    public ManageQueries manageQueries() {
        return new SavedQueries(store, submitting);
    }

    @Override
    public ReadHealth readHealth() {
        return () -> new ReadHealth.Health(queue.isAvailable(), isStoreThere());
    }

    private boolean isStoreThere() {
        try {
            var unused = store.head();
            return true;
        } catch (PortUnavailableException e) {
            return false;
        }
    }

    /** Stops admitting, decides what was admitted, makes it durable and closes the store. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            keyRing.handOn();
            importing.close();
            deliverer.close();
            queue.close();
            writer.drainAndStop();
            following.close();
            feed.close();
            store.close();
        }
    }
}
