package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.ColumnSource;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.RowMerger;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WebhookLedger;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.spread.Amounts;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The one write transaction. */
final class DuckDbTransaction extends DuckDbSnapshot implements WorkbookTransaction {
    private static final System.Logger LOG = System.getLogger(DuckDbTransaction.class.getName());

    private final Schema before;
    private final WriterMemory memory;
    private final Committing committing;
    private final boolean keepsImages;
    private final Stages stages;
    private final MovedRows moved = new MovedRows();
    private final Recording recording;
    private final Set<String> otherRows = new HashSet<>();
    private Optional<Schema> schema = Optional.empty();
    private boolean keysChanged;
    private boolean webhooksChanged;
    private boolean committed;

    /** What the store does to make a transaction durable. */
    @FunctionalInterface
    interface Committing {
        /**
         * Commits.
         *
         * @param decisions what was recorded
         * @param schema the sheets, if they are others now
         * @param others what else is another now
         */
        void commit(
                Version version,
                QueuePosition position,
                List<Decision> decisions,
                Optional<Schema> schema,
                Others others)
                throws SQLException;
    }

    /**
     * What the store remembers and a transaction made another.
     *
     * @param keys whether the keys are others now
     * @param webhooks whether the webhooks or the notices are
     */
    record Others(boolean keys, boolean webhooks) {}

    DuckDbTransaction(
            Session session,
            Failures failures,
            Head head,
            Schema before,
            WriterMemory memory,
            boolean keepsImages,
            Stages stages,
            Committing committing,
            Failures.Action end) {
        super(session, failures, head, before::catalog, () -> {
            end.run();
            stages.detach();
        });
        this.stages = stages;
        this.before = before;
        this.memory = memory;
        this.committing = committing;
        this.keepsImages = keepsImages;
        this.recording = new Recording(session, memory, head.cursor().version());
    }

    @Override
    public Cursor head() {
        return new Cursor(super.head().epoch(), recording.version());
    }

    @Override
    public Catalog catalog() {
        return schema.isPresent() ? schema.get().catalog() : super.catalog();
    }

    @Override
    public Matches match(Table table, Column column, List<Condition> conditions, int maxRows) {
        if (otherRows.contains(table.name())) {
            return scanned(table, column, conditions, maxRows);
        }
        var cached = reading(() -> memory.rows().table(session, table))
                .flatMap(rows -> rows.match(column, conditions, maxRows));
        return cached.isPresent() ? cached.get() : scanned(table, column, conditions, maxRows);
    }

    @Override
    public Holders find(Table table, List<Column> columns, List<List<CellValue>> values) {
        var found = super.find(table, columns, values);
        return new Holders(moved.names(table, found.rowIds()), found.rows());
    }

    private Matches scanned(Table table, Column column, List<Condition> conditions, int maxRows) {
        var matches = super.match(table, column, conditions, maxRows);
        return new Matches(matches.counts(), moved.names(table, matches.rowIds()), matches.present(), matches.rows());
    }

    @Override
    public List<List<CellValue>> rows(Table table, long[] rowIds) {
        var cached = memory.rows().present(table);
        return cached.isPresent()
                ? cached.get().rows(rowIds, rowIds.length)
                : super.rows(table, moved.places(table, rowIds));
    }

    @Override
    public LeafSet leaves(LeafQuery query) {
        var cached = reading(() -> new CachedLeaves(session, failures, memory.rows(), query).read());
        return cached.isPresent() ? cached.get() : scanned(query);
    }

    private LeafSet scanned(LeafQuery query) {
        var leaves = super.leaves(query);
        return new LeafSet(
                moved.names(query.scope().base(), leaves.rowIds()),
                leaves.values(),
                leaves.weights(),
                leaves.held(),
                leaves.node(),
                leaves.nodePaths(),
                leaves.order());
    }

    @Override
    public LeafKeys leafKeys(Rollup rollup, long[] rowIds) {
        var cached = reading(() -> memory.rows().rollup(session, rollup));
        return cached.isPresent()
                ? cached.get().leafKeys(rowIds)
                : super.leafKeys(rollup, moved.places(rollup.base(), rowIds));
    }

    @Override
    public List<RollupRow> rollupRows(Rollup rollup, Collection<RollupKey> keys) {
        var cached = reading(() -> memory.rows().rollup(session, rollup)).flatMap(it -> it.rows(keys));
        return cached.isPresent() ? cached.get() : super.rollupRows(rollup, keys);
    }

    @Override
    public Set<RollupKey> touchedKeys(Rollup rollup, Table table, long[] rowIds) {
        return super.touchedKeys(rollup, table, moved.places(table, rowIds));
    }

    @Override
    public Map<UpdateId, Outcome> decided(Collection<UpdateId> ids) {
        var inDoubt = memory.ids().mayHave(ids);
        if (inDoubt.isEmpty()) {
            return Map.of();
        }
        var own = recording.ids();
        var earlier = inDoubt.stream().filter(id -> !own.contains(id)).toList();
        return reading(() -> new UpdateLog(session).outcomes(earlier));
    }

    @Override
    public Map<String, KeyUse> uses(Collection<String> idempotencyKeys) {
        var own = recording.ids();
        return reading(() -> {
            var uses = new UpdateLog(session).uses(idempotencyKeys);
            uses.values().removeIf(use -> own.contains(use.outcome().id()));
            return uses;
        });
    }

    @Override
    public List<Change> changes(Version since, int limit) {
        reading(this::appendRecorded);
        return super.changes(since, limit);
    }

    @Override
    public Optional<Past> past(Version wanted) {
        reading(this::appendRecorded);
        return super.past(wanted);
    }

    @Override
    public List<Past> past(Version newest, int limit) {
        reading(this::appendRecorded);
        return super.past(newest, limit);
    }

    @Override
    public List<Reshaping> reshapings(String table, Version since) {
        reading(this::appendRecorded);
        return super.reshapings(table, since);
    }

    @Override
    public RowNames names(Table table, long[] rowIds) {
        var cached = memory.rows().present(table);
        return cached.isPresent() ? cached.get().names(rowIds) : super.names(table, moved.places(table, rowIds));
    }

    @Override
    public long[] named(Table table, RowNames names) {
        return moved.names(table, super.named(table, names));
    }

    @Override
    public CellColumn cells(Table table, Column column, long[] rowIds) {
        var cached = memory.rows().present(table);
        return cached.isPresent()
                ? cached.get().cells(column, rowIds)
                : super.cells(table, column, moved.places(table, rowIds));
    }

    @Override
    public boolean keepsImages() {
        return keepsImages;
    }

    private boolean appendRecorded() throws SQLException {
        recording.append();
        return true;
    }

    @Override
    public void write(Table table, Column column, long[] rowIds, List<CellValue> cells) {
        writing(table, column, rowIds, cells, places -> new CellWriting(session, table, column).write(places, cells));
        memory.rows().present(table).ifPresent(cached -> cached.set(column, rowIds, cells));
    }

    @Override
    public void write(Table table, Column column, long[] rowIds, Amounts amounts) {
        var cells = new AmountCells(amounts, column.type());
        writing(table, column, rowIds, cells, places -> new CellWriting(session, table, column).write(places, amounts));
        memory.rows().present(table).ifPresent(cached -> cached.set(column, rowIds, amounts));
    }

    private interface Write {
        void write(long[] places) throws SQLException;
    }

    private void writing(Table table, Column column, long[] rowIds, List<CellValue> cells, Write write) {
        if (rowIds.length != cells.size()) {
            throw new IllegalArgumentException(rowIds.length + " rows, " + cells.size() + " cells");
        }
        if (rowIds.length == 0) {
            return;
        }
        var places = moved.places(table, rowIds);
        boolean moves = before.indexes().mayMove(table, column);
        written(new ColumnRef(table.name(), column.name()), moves);
        memory.rows().writing(table, column);
        reading(() -> {
            if (moves) {
                memory.rows().forget(table);
                writeMoving(table, column, places, cells, write);
            } else {
                write.write(places);
            }
            return places;
        });
    }

    /** Writes and finds the rows again that DuckDB put elsewhere, behind all others. */
    private void writeMoving(Table table, Column column, long[] places, List<CellValue> cells, Write write)
            throws SQLException {
        int written = table.indexOf(column.name());
        var contents = new ArrayList<List<CellValue>>(places.length);
        var before = super.rows(table, places);
        for (int i = 0; i < places.length; i++) {
            var content = new ArrayList<>(before.get(i));
            content.set(written, cells.get(i));
            contents.add(content);
        }
        long last = lastPlace(table);
        write.write(places);
        var newPlaces = placesAfter(table, last);
        if (newPlaces.length > 0) {
            moved.note(table, places, contents, newPlaces, super.rows(table, newPlaces));
        }
    }

    @Override
    public long[] insert(Table table, List<List<CellValue>> rows) {
        changingRows(table);
        return reading(() -> {
            long last = lastPlace(table);
            new RowWriting(session, table).insert(rows);
            return placesAfter(table, last);
        });
    }

    @Override
    public void replace(Table table, List<Column> columns, long[] rowIds, List<List<CellValue>> rows) {
        changingRows(table);
        var places = moved.places(table, rowIds);
        reading(() -> {
            long last = lastPlace(table);
            new RowWriting(session, table).replace(columns, places, rows);
            if (columns.stream().anyMatch(column -> before.indexes().mayMove(table, column))) {
                var newPlaces = placesAfter(table, last);
                if (newPlaces.length > 0) {
                    moved.note(table, places, rows, newPlaces, super.rows(table, newPlaces));
                }
            }
            return places;
        });
    }

    @Override
    public RowMerger merge(Table table, UpdateId job, Merging merging) {
        return reading(() -> {
            stages.attach(job);
            try {
                return new StagedMerger(
                        session,
                        failures,
                        stages.imports(),
                        table,
                        job,
                        merging,
                        before.indexes(),
                        () -> changingRows(table));
            } catch (SQLException e) {
                throw objection(e);
            }
        });
    }

    /** What DuckDB objects to is no failure of the file: asked again, it would object again, and hold everybody up. */
    private static SQLException objection(SQLException e) {
        var reason = Failures.reason(e);
        if (Failures.isMishap(reason)) {
            return e;
        }
        LOG.log(Level.ERROR, "a merge met a bug", e);
        throw new RowsNotReadyException(
                "the rows cannot be merged: " + reason.lines().findFirst().orElse(reason));
    }

    @Override
    public long[] restore(Table table, RowNames names, List<List<CellValue>> rows) {
        if (table.rowId().isEmpty()) {
            return insert(table, rows);
        }
        changingRows(table);
        return reading(() -> {
            new RowWriting(session, table).restore(names, rows);
            return new RowNaming(session, table).places(names);
        });
    }

    @Override
    public void delete(Table table, long[] rowIds) {
        changingRows(table);
        reading(() -> {
            new RowWriting(session, table).delete(moved.places(table, rowIds));
            return rowIds;
        });
    }

    /** What is remembered of a table whose rows come, go or change as a whole is no longer so. */
    private void changingRows(Table table) {
        forgetRows(table.name());
    }

    private void forgetRows(String table) {
        otherRows.add(table);
        forgetPlaces();
        memory.rows().changed(table);
    }

    @Override
    public void create(Table table) {
        changingTables(table, () -> new TableWriting(session).create(table));
    }

    @Override
    public void alter(Table from, Table to, List<ColumnSource> columns) {
        changingTables(from, () -> new TableWriting(session).alter(from, to, columns));
    }

    @Override
    public void drop(Table table) {
        changingTables(table, () -> new TableWriting(session).drop(table));
    }

    @Override
    public List<Aggregation> aggregations() {
        return reading(() -> new Aggregates(session).all());
    }

    @Override
    public long aggregate(Aggregation aggregation, Sheet made) {
        var before = catalog().sheet(made.name());
        forgetRows(made.name());
        var rows = new AtomicLong();
        changingSheets(() -> rows.set(new TableWriting(session).aggregate(aggregation, before, made)));
        return rows.get();
    }

    @Override
    public void drop(DerivedView view) {
        changingSheets(() -> new TableWriting(session).drop(view));
    }

    @Override
    public void define(RollupDefinition rollup) {
        var tables = catalog().tables().stream().collect(Collectors.toMap(Table::name, table -> table));
        changingSheets(() -> new TableWriting(session).define(rollup, tables));
    }

    @Override
    public void drop(Rollup rollup) {
        memory.rows().changed(rollup.base().name());
        changingSheets(() -> new TableWriting(session).drop(rollup));
    }

    private void changingTables(Table table, Failures.Action change) {
        changingRows(table);
        changingSheets(change);
    }

    private void changingSheets(Failures.Action change) {
        reading(() -> {
            change.run();
            schema = Optional.of(Schema.read(session));
            return true;
        });
    }

    private long lastPlace(Table table) throws SQLException {
        try (var rows = session.query(Sql.of("SELECT max(rowid) FROM " + Sql.sheet(table.name())))) {
            return rows.next() ? rows.column(0).getLong(0, -1) : -1;
        }
    }

    private long[] placesAfter(Table table, long last) throws SQLException {
        var places = new ArrayList<Long>();
        try (var rows = session.query(Sql.of(
                "SELECT rowid FROM " + Sql.sheet(table.name()) + " WHERE rowid > CAST(? AS BIGINT) ORDER BY rowid",
                last))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    places.add(rows.column(0).getLong(i));
                }
            }
        }
        return places.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void save(SavedQuery query) {
        reading(() -> {
            new SavedQueries(session).save(query);
            return query;
        });
    }

    @Override
    public boolean removeQuery(String name) {
        return reading(() -> new SavedQueries(session).remove(name));
    }

    @Override
    public void add(Hold hold) {
        reading(() -> {
            new Holds(session).add(hold);
            return hold;
        });
    }

    @Override
    public boolean removeHold(UpdateId hold) {
        return reading(() -> new Holds(session).remove(hold));
    }

    @Override
    public List<ApiKey> keys() {
        return reading(() -> new ApiKeys(session).all());
    }

    @Override
    public void put(ApiKey key) {
        keysChanged = true;
        reading(() -> {
            new ApiKeys(session).put(key);
            return key;
        });
    }

    @Override
    public WebhookLedger webhooks() {
        return new KeptWebhooks(this, session, () -> webhooksChanged = true);
    }

    @Override
    public void record(List<Decision> decisions) {
        recording.add(decisions, catalog());
    }

    @Override
    public void commit(QueuePosition position) {
        if (committed) {
            throw new IllegalStateException("this transaction is committed");
        }
        reading(() -> {
            recording.appendLast(position);
            committing.commit(
                    recording.version(),
                    position,
                    recording.decisions(),
                    schema,
                    new Others(keysChanged, webhooksChanged));
            return position;
        });
        committed = true;
        if (LOG.isLoggable(Level.DEBUG)) {
            recording
                    .decisions()
                    .forEach(it -> LOG.log(Level.DEBUG, "committed {0}, up to version {1}", it, recording.version()));
        }
    }
}
