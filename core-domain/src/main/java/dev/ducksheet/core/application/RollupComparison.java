package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rows of one rollup that rows of a table have a part in, before and after these come, go or change. If the table is
 * a dimension, these are the rows that count the leaves which find, or found, one of them.
 */
final class RollupComparison {
    private final WorkbookTransaction transaction;
    private final Rollup rollup;
    private final Table table;
    private final long[] leaves;
    private final ShownRows shown;

    /**
     * Reads what is before.
     *
     * @param rowIds the rows of {@code table} that are there
     * @param contents what those rows hold, and what they and new ones will hold
     */
    RollupComparison(
            WorkbookTransaction transaction,
            Rollup rollup,
            Table table,
            long[] rowIds,
            List<List<CellValue>> contents) {
        this(transaction, rollup, table, rowIds, joined(transaction, rollup, table, contents));
    }

    private RollupComparison(WorkbookTransaction transaction, Rollup rollup, Table table, long[] rowIds) {
        this(transaction, rollup, table, rowIds, looksUp(rollup, table) ? all(transaction, rollup) : new long[0]);
    }

    private RollupComparison(
            WorkbookTransaction transaction, Rollup rollup, Table table, long[] rowIds, long[] leaves) {
        this.transaction = transaction;
        this.rollup = rollup;
        this.table = table;
        this.leaves = leaves;
        this.shown = new ShownRows(transaction, rollup, keys(rowIds));
    }

    private static boolean looksUp(Rollup rollup, Table table) {
        return rollup.joins().stream().anyMatch(join -> join.table().equals(table.name()));
    }

    private static long[] all(WorkbookTransaction transaction, Rollup rollup) {
        var base = rollup.base();
        return transaction
                .match(base, base.columns().get(0), List.of(RowEditing.everything(base)), 0)
                .rowIds();
    }

    /** Writes rows. */
    interface Writing {
        /** Returns the ids of those that are there now. */
        long[] write();
    }

    /**
     * What came of a writing.
     *
     * @param rowIds of the rows that are there now
     * @param shown the rollup rows that show another value then
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Compared(long[] rowIds, List<ChangedRow> shown) {}

    /**
     * Writes rows of a table between two looks at the rollups over it.
     *
     * @param rollups those over the table that may show it
     * @param rowIds the rows that are there
     * @param contents what those rows hold, and what they and new ones will hold; needed of dimensions
     */
    static Compared around(
            WorkbookTransaction transaction,
            List<Rollup> rollups,
            ChangedRows changedRows,
            Table table,
            long[] rowIds,
            List<List<CellValue>> contents,
            Writing writing) {
        var comparisons = new ArrayList<RollupComparison>();
        for (var rollup : rollups) {
            comparisons.add(new RollupComparison(transaction, rollup, table, rowIds, contents));
        }
        var now = writing.write();
        var shown = new ArrayList<ChangedRow>();
        comparisons.forEach(it -> shown.addAll(it.changes(changedRows, now)));
        return new Compared(now, shown);
    }

    /**
     * Does the same with rows too many to hold: each leaf of a rollup that looks rows of the table up counts as touched.
     *
     * @param rowIds asked only if there is a rollup
     */
    static List<ChangedRow> aroundMany(
            WorkbookTransaction transaction,
            List<Rollup> rollups,
            ChangedRows changedRows,
            Table table,
            Supplier<long[]> rowIds,
            Writing writing) {
        if (rollups.isEmpty()) {
            writing.write();
            return List.of();
        }
        var before = rowIds.get();
        var comparisons = rollups.stream()
                .map(rollup -> new RollupComparison(transaction, rollup, table, before))
                .toList();
        var now = writing.write();
        return comparisons.stream()
                .flatMap(it -> it.changes(changedRows, now).stream())
                .toList();
    }

    private boolean isBase() {
        return rollup.base().name().equals(table.name());
    }

    /** Returns the leaves that find a row of the table with one of these contents. */
    private static long[] joined(
            WorkbookTransaction transaction, Rollup rollup, Table table, List<List<CellValue>> contents) {
        var leaves = new LinkedHashSet<Long>();
        for (var join : rollup.joins()) {
            if (join.table().equals(table.name())) {
                for (long leaf : joined(transaction, rollup, table.indexOf(join.column()), join, contents)) {
                    leaves.add(leaf);
                }
            }
        }
        return leaves.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] joined(
            WorkbookTransaction transaction, Rollup rollup, int place, Join join, List<List<CellValue>> contents) {
        var conditions = contents.stream()
                .map(row -> row.get(place))
                .filter(cell -> !cell.isNull())
                .distinct()
                .<Condition>map(cell ->
                        new Condition.Comparison(new ColumnName(join.baseColumn()), Condition.Operator.EQUAL, cell))
                .toList();
        return conditions.isEmpty()
                ? new long[0]
                : transaction
                        .match(
                                rollup.base(),
                                rollup.base().column(join.baseColumn()).orElseThrow(),
                                conditions,
                                0)
                        .rowIds();
    }

    private Set<RollupKey> keys(long[] rowIds) {
        return isBase()
                ? transaction.touchedKeys(rollup, table, rowIds)
                : transaction.touchedKeys(rollup, rollup.base(), leaves);
    }

    /**
     * Returns the rollup rows that show another value now, the finest first.
     *
     * @param rowIds the rows of the table that are there now: those that stayed and those that came
     */
    List<ChangedRow> changes(ChangedRows changedRows, long[] rowIds) {
        shown.add(keys(rowIds));
        return shown.changes(changedRows, rollup.measures().get(0));
    }
}
