package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.RowMerger;
import dev.ducksheet.core.port.out.WorkbookTransaction.RowsNotReadyException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Merges row by row. */
final class TwinMerger implements RowMerger {
    private final TwinTransaction transaction;
    private final Table table;
    private final Merging merging;
    private final TwinImports.Staged staged;
    private final Map<Long, List<CellValue>> changed = new LinkedHashMap<>();
    private final List<List<CellValue>> added = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();
    private long unchanged;
    private long[] addedIds = new long[0];

    TwinMerger(TwinTransaction transaction, Table table, Merging merging, TwinImports.Staged staged) {
        this.transaction = transaction;
        this.table = table;
        this.merging = merging;
        this.staged = staged;
        var state = transaction.state();
        var present = new HashMap<List<CellValue>, List<Integer>>();
        var rows = state.rows(table.name());
        for (int i = 0; i < rows.size(); i++) {
            present.computeIfAbsent(TwinImports.key(table.columns(), rows.get(i), merging), key -> new ArrayList<>())
                    .add(i);
            gone.add(state.rowId(table.name(), i));
        }
        staged.rows().forEach((record, cells) -> plan(record, cells, present));
        staged.namedByMisfits()
                .forEach(key -> present.getOrDefault(key, List.of())
                        .forEach(place -> gone.remove(state.rowId(table.name(), place))));
        if (merging.mode() != Merging.Mode.REPLACE) {
            gone.clear();
        }
    }

    private void plan(int record, List<CellValue> cells, Map<List<CellValue>, List<Integer>> present) {
        var key = TwinImports.key(staged.columns(), cells, merging);
        var same = merging.key().isEmpty() ? List.<Integer>of() : present.getOrDefault(key, List.of());
        if (same.size() > 1) {
            throw new RowsNotReadyException("several rows of " + table.name() + " have the key " + key);
        }
        if (same.isEmpty()) {
            add(record, cells);
            return;
        }
        var state = transaction.state();
        long rowId = state.rowId(table.name(), same.get(0));
        gone.remove(rowId);
        if (merging.mode() == Merging.Mode.INSERT) {
            leaveOut(record, merging.key().get(0));
            return;
        }
        var before = state.rows(table.name()).get(same.get(0));
        var after = new ArrayList<>(before);
        each((column, place) -> {
            if (!merging.key().contains(column.name())) {
                after.set(table.indexOf(column.name()), cells.get(place));
            }
        });
        if (after.equals(before)) {
            unchanged++;
        } else {
            changed.put(rowId, after);
        }
    }

    private void add(int record, List<CellValue> cells) {
        var row = new ArrayList<CellValue>();
        table.columns().forEach(column -> row.add(column.byDefault()));
        each((column, place) -> row.set(table.indexOf(column.name()), cells.get(place)));
        for (var column : table.columns()) {
            if (column.isRequired() && !staged.columns().contains(column)) {
                leaveOut(record, column.name());
                return;
            }
        }
        added.add(row);
    }

    private interface Brought {
        void column(Column column, int place);
    }

    private void each(Brought brought) {
        for (int i = 0; i < staged.columns().size(); i++) {
            brought.column(staged.columns().get(i), i);
        }
    }

    private void leaveOut(int record, String column) {
        if (merging.misfits() == Merging.Misfits.REFUSED) {
            throw new RowsNotReadyException("record " + record + " does not fit, and none is to be left out");
        }
        staged.rejected().put(record, column);
    }

    @Override
    public long inserted() {
        return added.size();
    }

    @Override
    public long updated() {
        return changed.size();
    }

    @Override
    public long unchanged() {
        return unchanged;
    }

    @Override
    public long deleted() {
        return gone.size();
    }

    @Override
    public long[] toUpdate() {
        return changed.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public long[] toDelete() {
        return gone.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void write() {
        transaction.delete(table, toDelete());
        transaction.replace(table, table.columns(), toUpdate(), List.copyOf(changed.values()));
        addedIds = transaction.insert(table, added);
    }

    @Override
    public long[] written() {
        return toUpdate();
    }

    @Override
    public long[] added() {
        return IntStream.range(0, addedIds.length).mapToLong(i -> addedIds[i]).toArray();
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
