package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workbook in plain lists, slow and obviously right: what every other store must agree with.
 *
 * <p>It keeps the whole contract but durability beyond {@link #reopen}, and answers no {@link #query}. Thread-safe as
 * the contract says.
 */
public final class InMemoryWorkbookStore implements WorkbookStore, WorkbookLoader {
    private final TwinImports imports;
    private volatile TwinState state;
    private volatile boolean closed;
    private @Nullable TwinTransaction open;

    /** Opens an empty workbook. */
    public InMemoryWorkbookStore() {
        this(new TwinState("twin"), new TwinImports());
    }

    private InMemoryWorkbookStore(TwinState state, TwinImports imports) {
        this.state = state;
        this.imports = imports;
    }

    /** Closes this workbook and opens it again, as a process does that starts anew. */
    public InMemoryWorkbookStore reopen() {
        close();
        return new InMemoryWorkbookStore(state, imports);
    }

    /** Returns a copy as of now, as a backup of a file is: what is written later is in one of them. */
    public InMemoryWorkbookStore backup() {
        return new InMemoryWorkbookStore(readable().copy(), new TwinImports());
    }

    /** Forgets the changes before {@code oldest}, as a store does whose log has a limit. */
    public synchronized void retainFrom(Version oldest) {
        change(copy -> {
            copy.changes.removeIf(change -> oldest.isAfter(change.version()));
            copy.oldestImages = later(copy.oldestImages, oldest);
        });
    }

    /** Forgets the images before {@code oldest}. */
    public synchronized void keepImagesFrom(Version oldest) {
        change(copy -> copy.oldestImages = later(copy.oldestImages, oldest));
    }

    private static Version later(Version one, Version other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public Catalog catalog() {
        return Catalog.of(readable().sheets.values());
    }

    @Override
    public Cursor head() {
        return readable().cursor();
    }

    @Override
    public List<ApiKey> keys() {
        return readable().keys;
    }

    @Override
    public List<Webhook> webhooks() {
        return readable().webhooks.webhooks();
    }

    @Override
    public long lastNotice() {
        return readable().webhooks.lastNotice();
    }

    @Override
    public Optional<QueuePosition> position() {
        return readable().position;
    }

    @Override
    public Optional<Outcome> outcome(UpdateId id) {
        return Optional.ofNullable(readable().outcomes.get(id));
    }

    @Override
    public WorkbookSnapshot snapshot() {
        return new TwinSnapshot(readable(), this::isClosed);
    }

    @Override
    public synchronized WorkbookTransaction begin() {
        var before = readable();
        if (open != null) {
            throw new IllegalStateException("another transaction is open");
        }
        open = new TwinTransaction(before, this);
        return open;
    }

    @Override
    public synchronized void beginEpoch() {
        if (open != null) {
            throw new IllegalStateException("a transaction is open");
        }
        change(copy -> copy.epoch = copy.epoch + "x");
    }

    @Override
    public QueryResult query(Query query, Cancellation cancellation) {
        readable();
        return new QueryResult.Rejected("the workbook in memory speaks no SQL; open the workbook in a DuckDB file");
    }

    /** Speaks no SQL, so that it can only tell that there is none. */
    @Override
    public Optional<Refusal> objectionTo(SavedQuery query) {
        readable();
        return query.sql().isBlank()
                ? Optional.of(Refusal.of(Refusal.Reason.QUERY_REJECTED, "/sql", "the text is blank; write a query"))
                : Optional.empty();
    }

    @Override
    public TwinImports imports() {
        return imports;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public synchronized void create(Table table, Iterator<List<CellValue>> rows) {
        requireFree(table.name());
        var filled = new ArrayList<List<CellValue>>();
        rows.forEachRemaining(row -> {
            TwinTables.requireFits(table, row);
            filled.add(List.copyOf(row));
        });
        change(copy -> {
            copy.sheets.put(table.name(), table);
            copy.rows.put(table.name(), new ArrayList<>());
            filled.forEach(row -> copy.add(table.name(), row));
        });
    }

    @Override
    public synchronized void define(RollupDefinition rollup) {
        requireFree(rollup.name());
        var tables = new LinkedHashMap<String, Table>();
        catalog().tables().forEach(table -> tables.put(table.name(), table));
        var resolved = rollup.resolve(tables);
        change(copy -> copy.sheets.put(rollup.name(), resolved));
    }

    @Override
    public synchronized void define(String name, DerivedViewDefinition view) {
        requireFree(name);
        Sheet derived = new DerivedView(name, TwinDerivedViews.columns(readable(), view));
        change(copy -> {
            copy.sheets.put(name, derived);
            copy.views.put(name, view);
        });
    }

    private void requireFree(String name) {
        if (readable().sheets.containsKey(name)) {
            throw new AlreadyExistsException(name);
        }
    }

    private synchronized void change(Consumer<TwinState> change) {
        var copy = readable().copy();
        change.accept(copy);
        state = copy;
    }

    synchronized void commit(TwinState next) {
        readable();
        state = next;
        open = null;
    }

    synchronized void end(TwinTransaction transaction) {
        if (open == transaction) {
            open = null;
        }
    }

    boolean isClosed() {
        return closed;
    }

    private TwinState readable() {
        if (closed) {
            throw new PortUnavailableException("the workbook is closed; open it again");
        }
        return state;
    }
}
