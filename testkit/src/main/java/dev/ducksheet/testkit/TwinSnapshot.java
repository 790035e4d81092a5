package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.NodeMatches;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.PivotQuery;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.UnpivotQuery;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WebhookLog;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One state of the twin, read by loops over lists. */
class TwinSnapshot implements WorkbookSnapshot {
    private final TwinState state;
    private final BooleanSupplier storeClosed;
    private boolean closed;

    TwinSnapshot(TwinState state, BooleanSupplier storeClosed) {
        this.state = state;
        this.storeClosed = storeClosed;
    }

    final TwinState state() {
        if (closed) {
            throw new IllegalStateException("this snapshot or transaction is closed");
        }
        if (storeClosed.getAsBoolean()) {
            throw new PortUnavailableException("the workbook is closed; open it again");
        }
        return state;
    }

    @Override
    public Cursor head() {
        return state().cursor();
    }

    @Override
    public Catalog catalog() {
        return Catalog.of(state().sheets.values());
    }

    @Override
    public List<Hold> holds() {
        return List.copyOf(state().holds);
    }

    @Override
    public Matches match(Table table, Column column, List<Condition> conditions, int maxRows) {
        var order = TwinOrder.leafOrder(state(), table);
        var counts = new int[conditions.size()];
        var rowIds = new ArrayList<Long>();
        var present = new ArrayList<CellValue>();
        var rows = new ArrayList<List<CellValue>>();
        for (int c = 0; c < conditions.size(); c++) {
            for (int index : order) {
                var row = state.rows(table.name()).get(index);
                if (matches(conditions.get(c), table, index)) {
                    rows.add(counts[c]++ < maxRows ? row : List.of());
                    rowIds.add(state.rowId(table.name(), index));
                    present.add(state.cell(table, row, column.name()));
                }
            }
        }
        return new Matches(counts, longs(rowIds), present, rows);
    }

    private boolean matches(Condition condition, Table table, int index) {
        return ConditionEvaluator.evaluate(condition, name -> state.cell(table, index, name))
                .orElse(false);
    }

    @Override
    public List<List<CellValue>> rows(Table table, long[] rowIds) {
        return LongStream.of(rowIds)
                .mapToObj(rowId -> state().row(table.name(), rowId))
                .toList();
    }

    @Override
    public Holders find(Table table, List<Column> columns, List<List<CellValue>> values) {
        var rowIds = new long[values.size()];
        var rows = new ArrayList<List<CellValue>>();
        for (int i = 0; i < rowIds.length; i++) {
            int index = indexOf(table, columns, values.get(i));
            rowIds[i] = index < 0 ? Holders.NONE : state.rowId(table.name(), index);
            rows.add(index < 0 ? List.of() : state.rows(table.name()).get(index));
        }
        return new Holders(rowIds, rows);
    }

    private int indexOf(Table table, List<Column> columns, List<CellValue> values) {
        var rows = state().rows(table.name());
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var held = columns.stream()
                    .map(it -> state.cell(table, row, it.name()))
                    .toList();
            if (held.equals(values)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public NodeMatches nodes(Rollup rollup, GroupingSet set, Condition condition, int limit) {
        var nodes = rollup(rollup).nodes(set, condition);
        return new NodeMatches(nodes.size(), nodes.stream().limit(limit).toList());
    }

    @Override
    public LeafSet leaves(LeafQuery query) {
        return new TwinLeaves(state(), this::matches).leaves(query);
    }

    @Override
    public LeafKeys leafKeys(Rollup rollup, long[] rowIds) {
        var keys = new ArrayList<RollupKey>();
        var keyOf = new int[rowIds.length];
        for (int i = 0; i < rowIds.length; i++) {
            var key = rollup(rollup).leafKey(state.index(rollup.base().name(), rowIds[i]));
            if (!keys.contains(key)) {
                keys.add(key);
            }
            keyOf[i] = keys.indexOf(key);
        }
        return new LeafKeys(keys, keyOf);
    }

    @Override
    public Set<RollupKey> touchedKeys(Rollup rollup, Table table, long[] rowIds) {
        var twin = rollup(rollup);
        var keys = new LinkedHashSet<RollupKey>();
        for (long rowId : rowIds) {
            twin.leavesOf(table, state.index(table.name(), rowId)).forEach(leaf -> keys.addAll(twin.keysOf(leaf)));
        }
        return keys;
    }

    @Override
    public List<RollupRow> rollupRows(Rollup rollup, Collection<RollupKey> keys) {
        var rows = new ArrayList<RollupRow>();
        rollup(rollup).rows().forEach((key, row) -> {
            if (keys.contains(key)) {
                if (!rollup.holds(row.totals())) {
                    throw new WorkbookSnapshot.TotalOutOfRangeException(rollup);
                }
                rows.add(row);
            }
        });
        return rows;
    }

    @Override
    public RowStream view(ViewQuery query) {
        var shown = query.earlier().isEmpty() ? state() : state().copy();
        query.earlier().forEach(shown::rewind);
        return new TwinView(shown, query).stream(this::state);
    }

    @Override
    public List<List<CellValue>> distinct(Sheet sheet, List<Column> columns, List<Condition> filter, int limit) {
        return TwinPivot.distinct(state(), sheet, columns, filter).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public RowStream pivot(PivotQuery query) {
        return new TwinRows(query.shown(), head(), TwinPivot.rows(state(), query), List.of(), this::state);
    }

    @Override
    public RowStream unpivot(UnpivotQuery query) {
        var columns = new ArrayList<>(query.keep());
        columns.add(query.name());
        columns.add(query.value());
        return new TwinRows(columns, head(), TwinPivot.rows(state(), query), List.of(), this::state);
    }

    @Override
    public List<SavedQuery> queries() {
        return List.copyOf(state().queries.values());
    }

    @Override
    public WebhookLog webhooks() {
        return state().webhooks;
    }

    @Override
    public List<Change> changes(Version since, int limit) {
        boolean retained =
                state().changes.stream().anyMatch(change -> change.version().equals(since.next()));
        return state.changes.stream()
                .filter(change -> retained && change.version().isAfter(since))
                .limit(limit)
                .toList();
    }

    @Override
    public Version oldestRetained() {
        return state().changes.isEmpty()
                ? state.head.next()
                : state.changes.get(0).version();
    }

    @Override
    public Version oldestImages() {
        return state().oldestImages;
    }

    @Override
    public RowNames names(Table table, long[] rowIds) {
        var columns = table.rowId().map(List::of).orElse(table.keyColumns());
        return new RowNames(
                rowIds.length,
                columns.stream().map(Column::name).toList(),
                columns.stream().map(column -> cells(table, column, rowIds)).toList());
    }

    @Override
    public long[] named(Table table, RowNames names) {
        return IntStream.range(0, names.size())
                .mapToLong(i -> named(table, names.name(i)))
                .toArray();
    }

    private long named(Table table, Map<String, CellValue> name) {
        for (int index = 0; index < state().rows(table.name()).size(); index++) {
            int place = index;
            if (name.entrySet().stream()
                    .allMatch(cell -> state.cell(table, place, cell.getKey()).equals(cell.getValue()))) {
                return state.rowId(table.name(), index);
            }
        }
        return Holders.NONE;
    }

    @Override
    public CellColumn cells(Table table, Column column, long[] rowIds) {
        return CellColumn.of(LongStream.of(rowIds)
                .mapToObj(rowId -> state().cell(table, state.index(table.name(), rowId), column.name()))
                .toList());
    }

    @Override
    public Optional<Past> past(Version version) {
        return state().changes.stream()
                .filter(change -> change.version().equals(version))
                .map(this::past)
                .findFirst();
    }

    private Past past(Change change) {
        boolean kept = !state.oldestImages.isAfter(change.version());
        return new Past(change, kept ? state.images.getOrDefault(change.version(), Images.none()) : Images.none());
    }

    @Override
    public List<Past> past(Version newest, int limit) {
        var versions = new ArrayList<Past>();
        for (int i = state().changes.size() - 1; i >= 0 && versions.size() < limit; i--) {
            var change = state.changes.get(i);
            if (!change.version().isAfter(newest)) {
                versions.add(shortened(past(change)));
            }
        }
        return versions;
    }

    private static Past shortened(Past past) {
        return past.images() instanceof Images.OfRows rows && rows.rows() > Change.MAX_BASE_ROWS
                ? new Past(past.change(), new Images.Omitted(rows.table(), "they are many"))
                : past;
    }

    @Override
    public List<Reshaping> reshapings(String table, Version since) {
        var reshapings = new ArrayList<Reshaping>();
        state().images.forEach((version, images) -> {
            if (version.isAfter(since)
                    && images instanceof Images.Reshaped reshaped
                    && images.table().equals(table)) {
                reshapings.add(new Reshaping(version, reshaped));
            }
        });
        return reshapings;
    }

    @Override
    public void close() {
        closed = true;
    }

    private TwinRollup rollup(Rollup rollup) {
        return new TwinRollup(state(), rollup);
    }

    private static long[] longs(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
