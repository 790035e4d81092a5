package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.AnsweredElsewhereException;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.QueryResult;
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
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookMirror;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * A workbook that another process writes: takes edits, tells outcomes and the newest changes. Whatever needs the
 * workbook itself ends with an {@link AnsweredElsewhereException}, or with a {@link PortUnavailableException} if nobody
 * writes at the moment. Thread-safe.
 */
public final class FrontDesk implements Workbook {
    private final WorkbookMirror mirror;
    private final RequestQueue queue;
    private final ChangeFeed feed;
    private final Submitting submitting;
    private final Following following;
    private final KeyRing keyRing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FrontDesk(
            WorkbookMirror mirror,
            RequestQueue queue,
            ChangeFeed feed,
            Clock clock,
            RandomGenerator random,
            Telemetry telemetry) {
        this.mirror = mirror;
        this.queue = queue;
        this.feed = feed;
        var waiting = new Waiting();
        this.submitting = new Submitting(new Heard(mirror), queue, waiting, new UpdateIds(clock, random), telemetry);
        this.keyRing = new KeyRing(mirror::keys, clock, submitting::note);
        this.following = new Following(mirror::head, feed, new Newest(mirror, feed));
        mirror.listen(waiting::complete);
        telemetry.watch(queue::load);
    }

    /**
     * Opens the front desk of a workbook.
     *
     * @param mirror what the writer tells; closed with the workbook
     * @param queue only appended to; closed with the workbook
     * @param feed only read, of one state with {@code mirror}; closed with the workbook
     * @param clock the time of ids
     * @param random the entropy of ids
     * @param telemetry is told what is refused here
     */
    public static FrontDesk open(
            WorkbookMirror mirror,
            RequestQueue queue,
            ChangeFeed feed,
            Clock clock,
            RandomGenerator random,
            Telemetry telemetry) {
        return new FrontDesk(mirror, queue, feed, clock, random, telemetry);
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return submitting;
    }

    @Override
    public PlanUpdate planUpdate() {
        return update -> {
            throw elsewhere();
        };
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
        return view -> {
            throw elsewhere();
        };
    }

    @Override
    public PivotTable pivotTable() {
        return new PivotTable() {
            @Override
            public Opening pivot(Pivot request) {
                throw elsewhere();
            }

            @Override
            public Opening unpivot(Unpivot request) {
                throw elsewhere();
            }
        };
    }

    @Override
    public ReadCatalog readCatalog() {
        return mirror::catalog;
    }

    @Override
    public EditRows editRows() {
        return submitting;
    }

    @Override
    public ImportFiles importFiles() {
        throw elsewhere();
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
        return question -> {
            throw elsewhere();
        };
    }

    @Override
    public ManageHolds manageHolds() {
        return submitting;
    }

    @Override
    public ManageKeys manageKeys() {
        return submitting;
    }

    /** What is kept of webhooks is in the workbook, and nowhere else. */
    @Override
    public ManageWebhooks manageWebhooks() {
        throw elsewhere();
    }

    @Override
    public CheckKeys checkKeys() {
        return keyRing;
    }

    @Override
    public RunQuery runQuery() {
        return (query, cancellation) -> {
            throw elsewhere();
        };
    }

    /** Only the writer can check what is to be saved. */
    @Override
    public ManageQueries manageQueries() {
        return new ManageQueries() {
            @Override
            public List<SavedQuery> queries() {
                throw elsewhere();
            }

            @Override
            public Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
                throw elsewhere();
            }

            @Override
            public Submission drop(String name, Signature signature) {
                return submitting.submit(new TableEdit.DropQuery(name), signature);
            }

            @Override
            public QueryResult run(
                    String name,
                    Map<String, CellValue> arguments,
                    long limit,
                    Duration timeout,
                    Cancellation cancellation) {
                throw elsewhere();
            }
        };
    }

    @Override
    public ReadHealth readHealth() {
        return () -> new ReadHealth.Health(queue.isAvailable(), isKnown());
    }

    private boolean isKnown() {
        try {
            var unused = mirror.catalog();
            return true;
        } catch (PortUnavailableException e) {
            return false;
        }
    }

    private AnsweredElsewhereException elsewhere() {
        return new AnsweredElsewhereException(mirror.writer());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            keyRing.handOn();
            queue.close();
            following.close();
            mirror.close();
            feed.close();
        }
    }

    /** What the mirror knows. */
    private record Heard(WorkbookMirror mirror) implements Submitting.Knowledge {
        @Override
        public Catalog catalog() {
            return mirror.catalog();
        }

        @Override
        public Optional<Outcome> outcome(UpdateId id) {
            return mirror.outcome(id);
        }

        @Override
        public ReadOutcome.Status statusOfUnheard(UpdateId id) {
            throw new AnsweredElsewhereException(mirror.writer());
        }

        @Override
        public List<ApiKey> keys() {
            return mirror.keys();
        }

        @Override
        public List<Hold> holds() {
            throw new AnsweredElsewhereException(mirror.writer());
        }
    }

    /** What the feed has; the writer has the rest. */
    private record Newest(WorkbookMirror mirror, ChangeFeed feed) implements Following.Log {
        @Override
        public Page after(Cursor since, int limit) {
            throw new AnsweredElsewhereException(mirror.writer());
        }

        /** Another server may have told of it already; the writer knows whether it is of this history. */
        @Override
        public Page ahead(Cursor head) {
            throw new AnsweredElsewhereException(mirror.writer());
        }

        @Override
        public Page newest(int count) {
            var head = mirror.head();
            long since = Math.max(0, head.version().number() - count);
            var from = new Cursor(head.epoch(), new Version(since));
            if (from.equals(head)) {
                return Following.page(List.of(), head);
            }
            return feed.after(from.version(), count)
                    .map(changes -> Following.page(changes, from))
                    .orElseThrow(() -> new AnsweredElsewhereException(mirror.writer()));
        }
    }
}
