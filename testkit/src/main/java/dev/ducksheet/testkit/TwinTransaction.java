package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ColumnSource;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RowMerger;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WebhookLedger;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.spread.Amounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The twin's write transaction: works on a copy of the state, which becomes the state on commit. */
final class TwinTransaction extends TwinSnapshot implements WorkbookTransaction {
    private final TwinState before;
    private final InMemoryWorkbookStore store;
    private boolean broken;
    private boolean over;

    TwinTransaction(TwinState before, InMemoryWorkbookStore store) {
        super(before.copy(), store::isClosed);
        this.before = before;
        this.store = store;
    }

    @Override
    public Map<UpdateId, Outcome> decided(Collection<UpdateId> ids) {
        requireWritable();
        var found = new HashMap<UpdateId, Outcome>();
        ids.forEach(id -> Optional.ofNullable(before.outcomes.get(id)).ifPresent(outcome -> found.put(id, outcome)));
        return found;
    }

    @Override
    public Map<String, KeyUse> uses(Collection<String> idempotencyKeys) {
        requireWritable();
        var found = new HashMap<String, KeyUse>();
        idempotencyKeys.forEach(key -> Optional.ofNullable(before.uses.get(key)).ifPresent(use -> found.put(key, use)));
        return found;
    }

    @Override
    public void write(Table table, Column column, long[] rowIds, List<CellValue> cells) {
        requireWritable();
        if (rowIds.length != cells.size()) {
            throw new IllegalArgumentException(rowIds.length + " rows, " + cells.size() + " cells");
        }
        var seen = new HashSet<Long>();
        for (int i = 0; i < rowIds.length; i++) {
            if (!seen.add(rowIds[i])) {
                throw new IllegalArgumentException("row " + rowIds[i] + " is written twice at once");
            }
            write(table, column, rowIds[i], cells.get(i));
        }
    }

    private void write(Table table, Column column, long rowId, CellValue cell) {
        if (cell.isNull() && !column.nullable()) {
            broken = true;
            throw new ConstraintViolatedException(
                    "NOT NULL constraint of " + table.name() + "." + column.name() + " forbids an empty cell",
                    new IllegalStateException("row " + rowId));
        }
        TwinTypes.requireFits(cell, column);
        var rows = state().rows(table.name());
        int index = state().index(table.name(), rowId);
        var row = new ArrayList<>(rows.get(index));
        row.set(table.indexOf(column.name()), cell);
        rows.set(index, List.copyOf(row));
    }

    @Override
    public long[] insert(Table table, List<List<CellValue>> rows) {
        var state = requireWritable();
        rows.forEach(row -> TwinTables.requireFits(table, row));
        return rows.stream().mapToLong(row -> state.add(table.name(), row)).toArray();
    }

    @Override
    public void replace(Table table, List<Column> columns, long[] rowIds, List<List<CellValue>> rows) {
        for (var column : columns) {
            int place = table.indexOf(column.name());
            write(
                    table,
                    column,
                    rowIds,
                    rows.stream().map(row -> row.get(place)).toList());
        }
    }

    @Override
    public RowMerger merge(Table table, UpdateId job, Merging merging) {
        requireWritable();
        var staged = store.imports()
                .staged(job)
                .orElseThrow(() -> new RowsNotReadyException("what was read of the file is gone; send the file again"));
        return new TwinMerger(this, table, merging, staged);
    }

    @Override
    public long[] restore(Table table, RowNames names, List<List<CellValue>> rows) {
        if (table.rowId().isEmpty()) {
            return insert(table, rows);
        }
        var state = requireWritable();
        rows.forEach(row -> TwinTables.requireFits(table, row));
        var rowIds = new long[rows.size()];
        for (int i = 0; i < rowIds.length; i++) {
            rowIds[i] = ((CellValue.Exact) names.cells().get(0).get(i)).number().longValueExact();
            state.restore(table.name(), rows.get(i), rowIds[i]);
        }
        return rowIds;
    }

    @Override
    public void delete(Table table, long[] rowIds) {
        var state = requireWritable();
        for (long rowId : rowIds) {
            state.remove(table.name(), rowId);
        }
    }

    @Override
    public void create(Table table) {
        new TwinTables(requireWritable()).create(table);
    }

    @Override
    public void alter(Table before, Table after, List<ColumnSource> columns) {
        breaking(() -> new TwinTables(requireWritable()).alter(before, after, columns));
    }

    @Override
    public void drop(Table table) {
        breaking(() -> new TwinTables(requireWritable()).drop(table));
    }

    @Override
    public List<Aggregation> aggregations() {
        return List.copyOf(requireWritable().aggregations.values());
    }

    @Override
    public long aggregate(Aggregation aggregation, Sheet made) {
        var state = requireWritable();
        breaking(() -> new TwinTables(state).aggregate(aggregation, made));
        return made instanceof Table ? state.rows(made.name()).size() : 0;
    }

    @Override
    public void drop(DerivedView view) {
        breaking(() -> new TwinTables(requireWritable()).drop(view));
    }

    @Override
    public void define(RollupDefinition rollup) {
        new TwinTables(requireWritable()).define(rollup);
    }

    @Override
    public void drop(Rollup rollup) {
        breaking(() -> new TwinTables(requireWritable()).drop(rollup));
    }

    private void breaking(Runnable change) {
        try {
            change.run();
        } catch (InUseException e) {
            broken = true;
            throw e;
        }
    }

    @Override
    public void write(Table table, Column column, long[] rowIds, Amounts amounts) {
        write(table, column, rowIds, AmountsOf.toCells(amounts, column.type()));
    }

    @Override
    public void save(SavedQuery query) {
        requireWritable().queries.put(query.name(), query);
    }

    @Override
    public boolean removeQuery(String name) {
        return requireWritable().queries.remove(name) != null;
    }

    @Override
    public void add(Hold hold) {
        requireWritable().holds.add(hold);
    }

    @Override
    public boolean removeHold(UpdateId hold) {
        return requireWritable().holds.removeIf(placed -> placed.id().equals(hold));
    }

    @Override
    public boolean keepsImages() {
        return true;
    }

    @Override
    public List<ApiKey> keys() {
        return requireWritable().keys;
    }

    @Override
    public void put(ApiKey key) {
        var state = requireWritable();
        var keys = new ArrayList<>(state.keys);
        keys.removeIf(other -> other.id().equals(key.id()));
        keys.add(key);
        keys.sort(Comparator.comparing(ApiKey::createdAt)
                .thenComparing(it -> it.id().toString()));
        state.keys = List.copyOf(keys);
    }

    @Override
    public WebhookLedger webhooks() {
        return requireWritable().webhooks;
    }

    @Override
    public void record(List<Decision> decisions) {
        var state = requireWritable();
        for (var decision : decisions) {
            if (decision instanceof Decision.Changed changed) {
                requireNext(state, changed);
                state.head = changed.change().version();
                state.changes.add(changed.change());
                state.images.put(state.head, changed.images());
            }
            state.outcomes.put(decision.request().id(), decision.outcome());
            recordUse(state, decision);
        }
    }

    private static void requireNext(TwinState state, Decision.Changed changed) {
        var version = changed.change().version();
        if (!version.equals(state.head.next())) {
            throw new IllegalArgumentException("version " + version + " does not follow " + state.head);
        }
    }

    private static void recordUse(TwinState state, Decision decision) {
        if (decision.request().idempotency() instanceof Idempotency.Keyed keyed) {
            state.uses.putIfAbsent(keyed.key(), new KeyUse(keyed.fingerprint(), decision.outcome()));
        }
    }

    @Override
    public void commit(QueuePosition position) {
        var state = requireWritable();
        state.position = Optional.of(position);
        over = true;
        store.commit(state);
    }

    @Override
    public void close() {
        super.close();
        over = true;
        store.end(this);
    }

    private TwinState requireWritable() {
        if (over || broken) {
            throw new IllegalStateException("this transaction is " + (over ? "over" : "broken; close it"));
        }
        return state();
    }
}
