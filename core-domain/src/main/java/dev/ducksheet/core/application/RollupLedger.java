package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.RefusedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The running totals of the rollup rows that a run of updates moves; exact, so equal to recomputing them each time. */
final class RollupLedger {
    private final WorkbookTransaction transaction;
    private final Rollup rollup;
    private final ChangedRows changedRows;
    private final List<Measure> mayOverflow;
    private final TreeSet<Long> expected = new TreeSet<>();
    private final Map<Long, RollupKey> keyOfLeaf = new HashMap<>();
    private final Map<RollupKey, Total[]> totals = new HashMap<>();
    private final Map<RollupKey, List<CellValue>> moved = new TreeMap<>(ChangedRows.KEY_ORDER);

    RollupLedger(WorkbookTransaction transaction, Rollup rollup, ChangedRows changedRows) {
        this.transaction = transaction;
        this.rollup = rollup;
        this.changedRows = changedRows;
        this.mayOverflow = rollup.measuresThatMayOverflow();
    }

    /** Announces leaves that may move. */
    void expect(long[] rowIds) {
        for (long rowId : rowIds) {
            expected.add(rowId);
        }
    }

    /** Reads where the announced leaves count and the totals there. */
    void read() {
        var rowIds = expected.stream().mapToLong(Long::longValue).toArray();
        var leafKeys = transaction.leafKeys(rollup, rowIds);
        for (int i = 0; i < rowIds.length; i++) {
            keyOfLeaf.put(rowIds[i], leafKeys.keys().get(leafKeys.keyOf()[i]));
        }
        var keys = new ArrayList<RollupKey>();
        for (var key : leafKeys.keys()) {
            rollup.groupingSets().forEach(set -> keys.add(key.in(set)));
        }
        transaction.rollupRows(rollup, keys.stream().distinct().toList()).forEach(this::open);
    }

    private void open(RollupRow row) {
        var measures = new Total[rollup.measures().size()];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = new Total(row.totals().get(i), row.counts().get(i));
        }
        totals.put(row.key(), measures);
    }

    /** Throws a {@code RefusedException}, before anything moved, if a total would be beyond what its column holds. */
    void requireInRange(String column, long[] rowIds, List<CellValue> before, List<CellValue> after) {
        for (int i = 0; i < rollup.measures().size(); i++) {
            var measure = rollup.measures().get(i);
            if (measure.column().equals(column) && mayOverflow.contains(measure)) {
                requireInRange(i, deltas(rowIds, before, after));
            }
        }
    }

    private Map<RollupKey, BigDecimal> deltas(long[] rowIds, List<CellValue> before, List<CellValue> after) {
        var deltas = new HashMap<RollupKey, BigDecimal>();
        for (int i = 0; i < rowIds.length; i++) {
            var finest = Objects.requireNonNull(keyOfLeaf.get(rowIds[i]));
            var delta = Total.number(after.get(i)).subtract(Total.number(before.get(i)));
            rollup.groupingSets().forEach(set -> deltas.merge(finest.in(set), delta, BigDecimal::add));
        }
        return deltas;
    }

    private void requireInRange(int place, Map<RollupKey, BigDecimal> deltas) {
        var measure = rollup.measures().get(place);
        var type = rollup.typeOfTotal(measure);
        deltas.forEach((key, delta) -> {
            var total = Total.number(Objects.requireNonNull(totals.get(key))[place].cell())
                    .add(delta);
            if (!type.holds(total)) {
                throw new RefusedException(
                        Reason.OUT_OF_RANGE,
                        "/value",
                        "the total of " + measure.name() + " for " + described(key) + " in " + rollup.name()
                                + " would be " + total.toPlainString() + ", which " + type.sqlName()
                                + " cannot hold");
            }
        });
    }

    private static String described(RollupKey key) {
        return Stream.concat(key.path().stream(), key.axes().stream())
                .map(CellValue::display)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Moves a leaf of {@code column} from one content to another. */
    void move(long rowId, String column, CellValue before, CellValue after) {
        var finest = Objects.requireNonNull(keyOfLeaf.get(rowId));
        for (GroupingSet set : rollup.groupingSets()) {
            var key = finest.in(set);
            var row = Objects.requireNonNull(totals.get(key));
            moved.computeIfAbsent(key, k -> row(k, row).shown(rollup));
            for (int i = 0; i < row.length; i++) {
                if (rollup.measures().get(i).column().equals(column)) {
                    row[i].move(before, after);
                }
            }
        }
    }

    /** Returns the rows that show something else since the last call. */
    List<ChangedRow> settle(String column) {
        var measure = rollup.measureTelling(column);
        var rows = new ArrayList<ChangedRow>();
        moved.forEach((key, before) -> {
            var row = row(key, Objects.requireNonNull(totals.get(key)));
            if (!row.shown(rollup).equals(before)) {
                rows.add(changedRows.ofRollup(rollup, measure, row));
            }
        });
        moved.clear();
        return rows;
    }

    private static RollupRow row(RollupKey key, Total[] measures) {
        var totals = new ArrayList<CellValue>(measures.length);
        var counts = new ArrayList<Long>(measures.length);
        for (var total : measures) {
            totals.add(total.cell());
            counts.add(total.count);
        }
        return new RollupRow(key, totals, counts);
    }

    /**
     * One running total. One that no leaf of an exact column moves is kept as it was read, so a DOUBLE measure beside an
     * exact one stays what the store says.
     */
    private static final class Total {
        private CellValue cell;
        private long count;

        Total(CellValue cell, long count) {
            this.cell = cell;
            this.count = count;
        }

        void move(CellValue before, CellValue after) {
            count += (after.isNull() ? 0 : 1) - (before.isNull() ? 0 : 1);
            cell = count == 0
                    ? CellValue.none()
                    : CellValue.of(number(cell).add(number(after)).subtract(number(before)));
        }

        CellValue cell() {
            return cell;
        }

        private static BigDecimal number(CellValue value) {
            return value instanceof CellValue.Exact exact ? exact.number() : BigDecimal.ZERO;
        }
    }
}
