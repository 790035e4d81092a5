package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.storage.duckdb.DuckDbTransaction.Others;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A workbook in one DuckDB file. The users' tables are those of its schema main, where any tool finds them; what
 * Ducksheet itself keeps is in the schema ducksheet.
 *
 * <p>Thread-safe but for {@link #begin} and the loading methods: one thread alone writes.
 */
public final class DuckDbWorkbookStore implements WorkbookStore, WorkbookLoader {
    private final Database database;
    private final Failures failures;
    private final Retention retention;
    private final Queries queries;
    private final DuckDbImports imports;
    private final HeldMemory memoryHeld;
    private final RowCaching rowCache;
    private final boolean keepsImages;
    private final Supplier<String> epochs;
    private final AtomicBoolean writing = new AtomicBoolean();
    /** Empty from the begin of a transaction until it is committed. */
    private Optional<WriterMemory> memory = Optional.empty();

    private final Heads heads;
    private volatile Schema schema;
    private volatile List<ApiKey> keys;
    private volatile List<Webhook> webhooks;
    private volatile long lastNotice;

    private DuckDbWorkbookStore(Database database, Failures failures, DuckDbSettings settings) throws SQLException {
        this.database = database;
        this.memoryHeld = new HeldMemory(database);
        this.epochs = settings.epochs();
        this.failures = failures;
        this.imports = new DuckDbImports(database.imports(), settings.threads());
        this.rowCache = settings.rowCache();
        this.keepsImages = settings.history().isKept();
        this.retention = new Retention(settings.keyRetention(), settings.logRetention(), settings.history());
        var writer = database.writer();
        this.heads = new Heads(writer);
        this.schema = Schema.read(writer);
        this.keys = new ApiKeys(writer).all();
        this.webhooks = new WebhookRows(writer).all();
        this.lastNotice = new NoticeRows(writer).last();
        this.queries = new Queries(database, failures, QueryGuard.of(writer), heads, this::catalog, settings);
    }

    /**
     * Opens a workbook, or makes a new one if there is no such file.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the file cannot be opened: then it is as it was
     */
    public static DuckDbWorkbookStore open(Path file, DuckDbSettings settings) {
        var failures = new Failures(file);
        return failures.translating(() -> {
            var database = Database.open(file, settings);
            try {
                Migrations.run(database.writer(), file, settings.epochs());
                return new DuckDbWorkbookStore(database, failures, settings);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        });
    }

    @Override
    public Catalog catalog() {
        return schema.catalog();
    }

    @Override
    public Cursor head() {
        return heads.newest().cursor();
    }

    @Override
    public List<ApiKey> keys() {
        return keys;
    }

    @Override
    public List<Webhook> webhooks() {
        return webhooks;
    }

    @Override
    public long lastNotice() {
        return lastNotice;
    }

    @Override
    public Optional<QueuePosition> position() {
        return heads.newest().reached().position();
    }

    @Override
    public Optional<Outcome> outcome(UpdateId id) {
        return failures.translating(() -> {
            var session = database.reader();
            try {
                return Optional.ofNullable(
                        new UpdateLog(session).outcomes(List.of(id)).get(id));
            } finally {
                database.release(session);
            }
        });
    }

    @Override
    public WorkbookSnapshot snapshot() {
        return failures.translating(() -> {
            var session = database.reader();
            try {
                var seen = heads.beginReading(session);
                return new DuckDbSnapshot(session, failures, seen, () -> catalog(session, seen), () -> end(session));
            } catch (SQLException | RuntimeException e) {
                database.discard(session);
                throw e;
            }
        });
    }

    /** Returns the sheets that a reader sees: now and then those of a moment before or after. */
    private Catalog catalog(Session session, Head seen) throws SQLException {
        var known = schema;
        return known.version() == seen.catalogVersion() ? known.catalog() : new CatalogReader(session).read();
    }

    private void end(Session session) throws SQLException {
        session.rollback();
        database.release(session);
    }

    @Override
    public WorkbookTransaction begin() {
        return startWriting(this::transaction);
    }

    private DuckDbTransaction transaction(Session writer) throws SQLException {
        var known = memory.isPresent() ? memory.get() : WriterMemory.read(writer, rowCache);
        memory = Optional.empty();
        return new DuckDbTransaction(
                writer,
                failures,
                heads.newest(),
                schema,
                known,
                keepsImages,
                new Stages(database, imports),
                (version, position, decisions, changed, others) -> {
                    commit(writer, version, position, decisions, changed, others);
                    memory = Optional.of(known);
                },
                () -> {
                    try {
                        if (memory.isEmpty()) {
                            writer.rollback();
                        }
                    } finally {
                        writing.set(false);
                    }
                });
    }

    /** What begins to write. */
    private interface Start<T> {
        T start(Session writer) throws SQLException;
    }

    private <T> T startWriting(Start<T> start) {
        database.requireOpen();
        if (!writing.compareAndSet(false, true)) {
            throw new IllegalStateException("a write transaction is open already");
        }
        try {
            return failures.translating(() -> {
                database.writer().execute("BEGIN TRANSACTION");
                return start.start(database.writer());
            });
        } catch (RuntimeException e) {
            writing.set(false);
            throw e;
        }
    }

    private void commit(
            Session writer,
            Version version,
            QueuePosition position,
            List<Decision> decisions,
            Optional<Schema> changed,
            Others others)
            throws SQLException {
        heads.beginCommit();
        boolean purged = !decisions.isEmpty()
                && retention.purge(
                        new UpdateLog(writer),
                        decisions.get(decisions.size() - 1).at(),
                        version);
        var next = purged || changed.isPresent()
                ? heads.readByWriter(writer)
                : heads.newest().at(new Reached(version, Optional.of(position)));
        var nextKeys = others.keys() ? new ApiKeys(writer).all() : keys;
        var nextWebhooks = others.webhooks() ? new WebhookRows(writer).all() : webhooks;
        long nextNotice = others.webhooks() ? new NoticeRows(writer).last() : lastNotice;
        writer.execute("COMMIT");
        changed.ifPresent(it -> schema = it);
        keys = nextKeys;
        webhooks = nextWebhooks;
        lastNotice = nextNotice;
        heads.endCommit(next);
    }

    @Override
    public void beginEpoch() {
        var writer = startWriting(session -> session);
        try {
            failures.translating(() -> {
                Head.writeEpoch(writer, epochs.get());
                var next = heads.readByWriter(writer);
                writer.execute("COMMIT");
                heads.replace(next);
            });
        } finally {
            failures.translating(writer::rollback);
            writing.set(false);
        }
    }

    @Override
    public QueryResult query(Query query, Cancellation cancellation) {
        return queries.run(query, cancellation);
    }

    @Override
    public Optional<Refusal> objectionTo(SavedQuery query) {
        return queries.objectionTo(query);
    }

    @Override
    public void create(Table table, Iterator<List<CellValue>> rows) {
        var writer = database.writer();
        loading(table.name(), () -> new TableLoading(writer, table).load(rows));
    }

    @Override
    public void define(RollupDefinition rollup) {
        Map<String, Table> tables = catalog().tables().stream().collect(Collectors.toMap(Table::name, it -> it));
        loading(rollup.name(), () -> new Definitions(database.writer()).define(rollup, tables));
    }

    @Override
    public void define(String name, DerivedViewDefinition view) {
        loading(name, () -> new Definitions(database.writer()).define(name, view));
    }

    /** Runs {@code action} in a transaction of its own, all or nothing. */
    private void loading(String name, Failures.Action action) {
        requireFree(name);
        var writer = startWriting(session -> session);
        try {
            failures.translating(() -> {
                action.run();
                Head.writeCatalogChange(writer);
                writer.execute("COMMIT");
                schema = Schema.read(writer);
                heads.replace(heads.readByWriter(writer));
            });
        } finally {
            failures.translating(writer::rollback);
            writing.set(false);
        }
    }

    /** DuckDB does not tell names apart by case. */
    private void requireFree(String name) {
        var folded = name.toLowerCase(Locale.ROOT);
        if (catalog().sheets().stream()
                .anyMatch(sheet -> sheet.name().toLowerCase(Locale.ROOT).equals(folded))) {
            throw new AlreadyExistsException(name);
        }
    }

    /** Returns how many bytes of memory DuckDB holds for this workbook; 0 once it is closed. Asked by any thread. */
    public long memoryHeld() {
        return memoryHeld.ofAll();
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public void close() {
        queries.close();
        imports.close();
        failures.translating(database::close);
    }
}
