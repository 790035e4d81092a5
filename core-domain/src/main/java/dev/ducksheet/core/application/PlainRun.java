package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Consecutive plain updates that are read at once, decided one by one in memory, and written at once: one staged join
 * per column instead of one statement per update. The result equals applying them one by one.
 *
 * <p>That holds because no update's condition reads a column that an earlier one of the run writes, none moves a leaf
 * to another node, and every total they change adds up exactly.
 */
final class PlainRun {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;
    private final List<BoundUpdate.Plain> updates = new ArrayList<>();
    private final Map<ColumnRef, Group> groups = new LinkedHashMap<>();

    PlainRun(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Says whether an update may be part of any run of several. */
    static boolean accepts(BoundUpdate.Plain update, Catalog catalog) {
        var table = update.target().sheet();
        var column = update.target().column();
        var ref = new ColumnRef(table.name(), column.name());
        var rollups = catalog.rollupsOver(table.name());
        return !table.key().contains(column.name())
                && rollups.stream().noneMatch(rollup -> rollup.isAddressedBy(ref))
                && (column.type().isExact() || rollups.stream().noneMatch(rollup -> rollup.shows(ref)));
    }

    /** Says whether the update's condition is free of what the run writes. */
    boolean canTake(BoundUpdate.Plain update) {
        var table = update.target().sheet().name();
        return update.condition().columns().stream()
                .noneMatch(column -> groups.containsKey(new ColumnRef(table, column.name())));
    }

    void take(BoundUpdate.Plain update) {
        var table = update.target().sheet();
        var column = update.target().column();
        groups.computeIfAbsent(new ColumnRef(table.name(), column.name()), ref -> new Group(table, column))
                .take(updates.size(), update);
        updates.add(update);
    }

    int size() {
        return updates.size();
    }

    /**
     * Applies the run.
     *
     * @return for each update its effect or its refusal, or nothing at all if one matches so many rows that the updates
     *     must be applied one by one; then nothing was written
     */
    Optional<List<Result>> apply() {
        for (var group : groups.values()) {
            if (!group.read()) {
                return Optional.empty();
            }
        }
        var images = new HashMap<String, RowImages>();
        groups.values()
                .forEach(group -> images.computeIfAbsent(group.table.name(), name -> new RowImages())
                        .add(group));
        var ledgers = ledgers();
        var results = new ArrayList<Result>(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            results.add(decide(i, images, ledgers));
        }
        groups.values().forEach(Group::write);
        return Optional.of(results);
    }

    private Map<ColumnRef, List<RollupLedger>> ledgers() {
        var byRollup = new LinkedHashMap<String, RollupLedger>();
        var byColumn = new HashMap<ColumnRef, List<RollupLedger>>();
        for (var entry : groups.entrySet()) {
            for (Rollup rollup : catalog.rollupsOver(entry.getKey().table())) {
                if (rollup.shows(entry.getKey())) {
                    var ledger = byRollup.computeIfAbsent(
                            rollup.name(), name -> new RollupLedger(transaction, rollup, changedRows));
                    ledger.expect(entry.getValue().matches().rowIds());
                    byColumn.computeIfAbsent(entry.getKey(), ref -> new ArrayList<>())
                            .add(ledger);
                }
            }
        }
        byRollup.values().forEach(RollupLedger::read);
        return byColumn;
    }

    private Result decide(int index, Map<String, RowImages> images, Map<ColumnRef, List<RollupLedger>> ledgers) {
        var update = updates.get(index);
        var table = update.target().sheet();
        var column = update.target().column();
        var ref = new ColumnRef(table.name(), column.name());
        var group = Objects.requireNonNull(groups.get(ref));
        var rowIds = group.rowIdsOf(index);
        var rows = Objects.requireNonNull(images.get(table.name())).of(rowIds);
        int place = table.indexOf(column.name());
        List<CellValue> present = rows.stream().map(row -> row[place]).toList();
        try {
            var cells = PlainDecision.decide(update, present);
            var moving = ledgers.getOrDefault(ref, List.of());
            moving.forEach(ledger -> ledger.requireInRange(column.name(), rowIds, present, cells));
            return new Result.Done(effect(group, rowIds, rows, place, cells, moving));
        } catch (RefusedException e) {
            return new Result.Refused(e.refusal());
        }
    }

    private Effect effect(
            Group group,
            long[] rowIds,
            List<CellValue[]> rows,
            int place,
            List<CellValue> cells,
            List<RollupLedger> ledgers) {
        var shown = new ArrayList<ChangedRow>();
        for (int i = 0; i < rowIds.length; i++) {
            var row = rows.get(i);
            for (var ledger : ledgers) {
                ledger.move(rowIds[i], group.column.name(), row[place], cells.get(i));
            }
            row[place] = cells.get(i);
            group.written.put(rowIds[i], cells.get(i));
            shown.add(changedRows.ofTable(group.table, group.column.name(), List.of(row)));
        }
        ledgers.forEach(ledger -> shown.addAll(ledger.settle(group.column.name())));
        return new Effect(rowIds.length, shown);
    }

    /** What became of one update of a run. */
    sealed interface Result {
        /** It was applied. */
        record Done(Effect effect) implements Result {}

        /** It was refused; the others were not affected. */
        record Refused(Refusal refusal) implements Result {}
    }

    /** The updates of one column of one table. */
    private final class Group {
        private final Table table;
        private final Column column;
        private final List<BoundUpdate.Plain> members = new ArrayList<>();
        private final Map<Integer, Integer> placeOfUpdate = new HashMap<>();
        private final Map<Long, CellValue> written = new LinkedHashMap<>();
        private Matches matches = new Matches(new int[0], new long[0], List.of(), List.of());
        private int[] starts = new int[0];

        Group(Table table, Column column) {
            this.table = table;
            this.column = column;
        }

        void take(int index, BoundUpdate.Plain update) {
            placeOfUpdate.put(index, members.size());
            members.add(update);
        }

        /** Finds the rows; says whether each update matches few enough to show them all. */
        boolean read() {
            var conditions = members.stream().map(BoundUpdate.Plain::condition).toList();
            matches = transaction.match(table, column, conditions, Change.MAX_BASE_ROWS);
            starts = new int[members.size() + 1];
            for (int i = 0; i < members.size(); i++) {
                if (matches.counts()[i] > Change.MAX_BASE_ROWS) {
                    return false;
                }
                starts[i + 1] = starts[i] + matches.counts()[i];
            }
            return true;
        }

        Matches matches() {
            return matches;
        }

        long[] rowIdsOf(int index) {
            int place = Objects.requireNonNull(placeOfUpdate.get(index));
            return Arrays.copyOfRange(matches.rowIds(), starts[place], starts[place + 1]);
        }

        void write() {
            if (!written.isEmpty()) {
                var rowIds =
                        written.keySet().stream().mapToLong(Long::longValue).toArray();
                transaction.write(table, column, rowIds, List.copyOf(written.values()));
            }
        }
    }

    /** The rows of one table as they are after the updates decided so far. */
    private static final class RowImages {
        private final Map<Long, CellValue[]> byRowId = new HashMap<>();

        void add(Group group) {
            var rowIds = group.matches.rowIds();
            for (int i = 0; i < rowIds.length; i++) {
                var cells = group.matches.rows().get(i);
                byRowId.computeIfAbsent(rowIds[i], id -> cells.toArray(CellValue[]::new));
            }
        }

        List<CellValue[]> of(long[] rowIds) {
            var rows = new ArrayList<CellValue[]>(rowIds.length);
            for (long rowId : rowIds) {
                rows.add(Objects.requireNonNull(byRowId.get(rowId)));
            }
            return rows;
        }
    }
}
