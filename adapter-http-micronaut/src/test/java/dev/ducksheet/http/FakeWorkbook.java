package dev.ducksheet.http;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Secret;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
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
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.SubmitUpdate;
import dev.ducksheet.core.port.in.UndoVersion;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A workbook that answers what a test tells it to, and remembers what it was asked. */
final class FakeWorkbook implements Workbook {
    /** What was submitted. */
    final List<CellUpdate> submitted = new CopyOnWriteArrayList<>();

    /** How rows were edited. */
    final List<RowEdit> rowEdits = new CopyOnWriteArrayList<>();

    /** How tables were edited. */
    final List<TableEdit> tableEdits = new CopyOnWriteArrayList<>();

    /** Who edited rows and tables. */
    final List<Signature> signatures = new CopyOnWriteArrayList<>();

    /** What was viewed. */
    final List<ViewTable.View> viewed = new CopyOnWriteArrayList<>();

    /** What was queried. */
    final List<Query> queried = new CopyOnWriteArrayList<>();

    /** With what each query could be cancelled. */
    final List<Cancellation> cancellations = new CopyOnWriteArrayList<>();

    /** What was shown turned. */
    final List<Record> turned = new CopyOnWriteArrayList<>();

    /** What is saved. */
    final List<SavedQuery> saved = new CopyOnWriteArrayList<>();
    /** What was asked of the history. */
    final List<ReadHistory.Question> questions = new CopyOnWriteArrayList<>();

    /** What was held and lifted. */
    final List<Hold> holds = new ArrayList<>();

    /** The keys in force by their secrets. */
    final Map<String, ApiKey> keys = new ConcurrentSkipListMap<>();

    final FakeFeed feed = new FakeFeed();

    Function<CellUpdate, SubmitUpdate.Submission> onSubmit = this::applied;
    Function<RowEdit, SubmitUpdate.Submission> onRows = edit ->
            decided(new Outcome.Applied(id(42), new Version(42), edit.table(), "", 2, new Event.RowsInserted(1, 1)));
    Function<TableEdit, SubmitUpdate.Submission> onTables = edit -> decided(new Outcome.Applied(
            id(43),
            new Version(43),
            edit.table(),
            "",
            0,
            new Event.TableCreated(
                    new Table(edit.table(), List.of(Column.of("id", ColumnType.integer())), List.of("id")))));
    Function<CellUpdate, PlanUpdate.Planning> onPlan = update -> {
        throw new IllegalStateException("no plan was scripted");
    };
    Function<UpdateId, ReadOutcome.Status> onStatus = id -> new ReadOutcome.Status.Unknown();
    Function<ViewTable.View, ViewTable.Opening> onView = view -> new ViewTable.Opening.Opened(Rows.sales());
    Function<Query, QueryResult> onQuery = query -> new QueryResult.Rows(Rows.sales());
    Function<Record, ViewTable.Opening> onTurned = request -> new ViewTable.Opening.Opened(Rows.sales());
    Function<UpdateId, Outcome> onLift = id -> new Outcome.HoldLifted(id(99), id);
    Function<Version, SubmitUpdate.Submission> onUndo = version ->
            decided(new Outcome.Applied(id(44), new Version(44), "sales", "quantity", 3, new Event.Undone(version)));
    Function<ReadHistory.Question, ReadHistory.Answer> onHistory =
            question -> new ReadHistory.Answer.Found(List.of(), Optional.empty(), new Version(1), feed.head());
    Catalog catalog = Sheets.catalog();

    private boolean closed;

    /** Returns the same id for the same number. */
    static UpdateId id(long number) {
        return new UpdateId(new UUID(0x0190_0000_0000_7000L, number));
    }

    /** Returns a submission that is durable and decided. */
    static SubmitUpdate.Submission.Queued decided(Outcome outcome) {
        return new SubmitUpdate.Submission.Queued(
                outcome.id(), CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(outcome));
    }

    private SubmitUpdate.Submission applied(CellUpdate update) {
        return decided(new Outcome.Applied(id(41), new Version(41), update.sheet(), update.column(), 3));
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public SubmitUpdate submitUpdate() {
        return update -> {
            submitted.add(update);
            return onSubmit.apply(update);
        };
    }

    @Override
    public PlanUpdate planUpdate() {
        return update -> onPlan.apply(update);
    }

    @Override
    public ReadOutcome readOutcome() {
        return id -> onStatus.apply(id);
    }

    @Override
    public ReadUpdates readUpdates() {
        return feed;
    }

    @Override
    public ViewTable viewTable() {
        return view -> {
            viewed.add(view);
            return onView.apply(view);
        };
    }

    @Override
    public ReadCatalog readCatalog() {
        return () -> catalog;
    }

    @Override
    public ImportFiles importFiles() {
        throw new UnsupportedOperationException("files are taken by DemoTwin");
    }

    @Override
    public EditRows editRows() {
        return (edit, signature) -> {
            rowEdits.add(edit);
            signatures.add(signature);
            return onRows.apply(edit);
        };
    }

    @Override
    public ManageTables manageTables() {
        return (edit, signature) -> {
            tableEdits.add(edit);
            signatures.add(signature);
            return onTables.apply(edit);
        };
    }

    @Override
    public UndoVersion undoVersion() {
        return (version, signature) -> {
            signatures.add(signature);
            return onUndo.apply(version);
        };
    }

    @Override
    public ReadHistory readHistory() {
        return question -> {
            questions.add(question);
            return onHistory.apply(question);
        };
    }

    @Override
    public ManageHolds manageHolds() {
        return new ManageHolds() {
            @Override
            public List<Hold> holds() {
                return List.copyOf(holds);
            }

            @Override
            public SubmitUpdate.Submission place(String sheet, String column, Condition condition, String editor) {
                var hold = new Hold(id(7), sheet, column, condition, editor);
                holds.add(hold);
                return decided(new Outcome.HoldPlaced(hold));
            }

            @Override
            public SubmitUpdate.Submission lift(UpdateId hold, String editor) {
                return decided(onLift.apply(hold));
            }
        };
    }

    @Override
    public ManageKeys manageKeys() {
        return new ManageKeys() {
            @Override
            public List<ApiKey> keys() {
                return List.copyOf(keys.values());
            }

            @Override
            public Issue issue(KeyDraft draft, String editor) {
                var secret = new Secret("dk_%040d".formatted(keys.size()));
                var request = new Request.IssueKey(id(70 + keys.size()), draft, secret.prefix(), secret.hash(), editor);
                keys.put(secret.text(), ApiKey.of(request, Instant.parse("2026-01-01T00:00:00Z")));
                return new Issue(decided(new Outcome.KeysChanged(request.id(), request.id())), secret.text());
            }

            @Override
            public SubmitUpdate.Submission revoke(UpdateId key, String editor) {
                keys.values().removeIf(it -> it.id().equals(key));
                return decided(new Outcome.KeysChanged(id(98), key));
            }
        };
    }

    /** Webhooks are tried over the core itself. */
    @Override
    public ManageWebhooks manageWebhooks() {
        throw new UnsupportedOperationException("no webhooks here");
    }

    @Override
    public CheckKeys checkKeys() {
        return new CheckKeys() {
            @Override
            public Optional<Access> access(String secret) {
                return Optional.ofNullable(keys.get(secret)).map(ApiKey::access);
            }

            @Override
            public boolean isGood(Access access) {
                return keys.values().stream().map(ApiKey::access).anyMatch(access::equals);
            }
        };
    }

    /** Makes a key and returns its secret. */
    String key(String name, Role role) {
        return manageKeys().issue(KeyDraft.of(name, role), "test").secret();
    }

    @Override
    public RunQuery runQuery() {
        return this::query;
    }

    private QueryResult query(Query query, Cancellation cancellation) {
        queried.add(query);
        cancellations.add(cancellation);
        return onQuery.apply(query);
    }

    @Override
    public PivotTable pivotTable() {
        return new PivotTable() {
            @Override
            public ViewTable.Opening pivot(Pivot request) {
                turned.add(request);
                return onTurned.apply(request);
            }

            @Override
            public ViewTable.Opening unpivot(Unpivot request) {
                turned.add(request);
                return onTurned.apply(request);
            }
        };
    }

    @Override
    public ManageQueries manageQueries() {
        return new ManageQueries() {
            @Override
            public List<SavedQuery> queries() {
                return List.copyOf(saved);
            }

            @Override
            public SubmitUpdate.Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
                return manageTables().submit(new TableEdit.SaveQuery(query, mayReplace), signature);
            }

            @Override
            public SubmitUpdate.Submission drop(String name, Signature signature) {
                return manageTables().submit(new TableEdit.DropQuery(name), signature);
            }

            @Override
            public QueryResult run(
                    String name,
                    Map<String, CellValue> arguments,
                    long limit,
                    Duration timeout,
                    Cancellation cancellation) {
                return query(new Query(name, new Arguments.Named(arguments), limit, timeout), cancellation);
            }
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
