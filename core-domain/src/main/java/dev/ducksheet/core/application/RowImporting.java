package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowMerger;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.port.out.WorkbookTransaction.RowsNotReadyException;
import dev.ducksheet.core.validation.BoundRows;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Merges the rows of a file. The store merges; rows travel through here only if they are few enough to be told or kept.
 */
final class RowImporting {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    RowImporting(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if the rows cannot be merged. */
    Effect apply(BoundRows.Import edit) {
        try (var merger = transaction.merge(edit.table(), edit.job(), edit.merging())) {
            long changed = merger.inserted() + merger.updated() + merger.deleted();
            return changed <= mostHeld() ? few(edit.table(), merger) : many(edit.table(), merger);
        } catch (RowsNotReadyException e) {
            throw new RefusedException(Reason.INVALID_ROWS, "", String.valueOf(e.getMessage()));
        }
    }

    private long mostHeld() {
        return transaction.keepsImages() ? Imaging.MOST_DELETED : Change.MAX_BASE_ROWS;
    }

    private Effect few(Table table, RowMerger merger) {
        var imaging = new Imaging(transaction, table);
        long changed = merger.inserted() + merger.updated() + merger.deleted();
        var before = transaction.rows(table, merger.toUpdate());
        var goneIds = merger.toDelete();
        var gone = transaction.rows(table, goneIds);
        var goneNames =
                transaction.keepsImages() && !gone.isEmpty() ? transaction.names(table, goneIds) : RowNames.none();
        var shown = around(table, merger);
        var writtenIds = merger.written();
        var addedIds = merger.added();
        var after = transaction.rows(table, writtenIds);
        var added = transaction.rows(table, addedIds);
        var images = imaging.made(
                changed,
                () -> new Images.OfRows(
                        table.name(),
                        imaging.updated(differing(table, before, after), writtenIds, before, after),
                        imaging.present(addedIds, added),
                        imaging.whole(goneNames, gone)));
        return effect(merger, told(table, after, added, gone), shown, images);
    }

    private static List<Column> differing(Table table, List<List<CellValue>> before, List<List<CellValue>> after) {
        return IntStream.range(0, table.columns().size())
                .filter(place -> IntStream.range(0, after.size())
                        .anyMatch(i ->
                                !before.get(i).get(place).equals(after.get(i).get(place))))
                .mapToObj(place -> table.columns().get(place))
                .toList();
    }

    private List<ChangedRow> told(
            Table table, List<List<CellValue>> after, List<List<CellValue>> added, List<List<CellValue>> gone) {
        if (after.size() + added.size() + gone.size() > Change.MAX_BASE_ROWS) {
            return List.of();
        }
        var rows = new ArrayList<ChangedRow>();
        after.forEach(row -> rows.add(changedRows.ofTable(table, "", row)));
        added.forEach(row -> rows.add(changedRows.ofTable(table, "", row)));
        gone.forEach(row -> rows.add(changedRows.deleted(table, row)));
        return rows;
    }

    private Effect many(Table table, RowMerger merger) {
        var shown = around(table, merger);
        var why = "it changed more than " + mostHeld() + " rows, and more are not kept";
        return effect(
                merger,
                List.of(),
                shown,
                transaction.keepsImages() ? new Images.Omitted(table.name(), why) : Images.none());
    }

    private List<ChangedRow> around(Table table, RowMerger merger) {
        List<Rollup> rollups = catalog.rollupsOver(table.name());
        return RollupComparison.aroundMany(
                transaction, rollups, changedRows, table, () -> both(merger.toUpdate(), merger.toDelete()), () -> {
                    merger.write();
                    return rollups.isEmpty() ? new long[0] : both(merger.written(), merger.added());
                });
    }

    private static long[] both(long[] some, long[] others) {
        return LongStream.concat(LongStream.of(some), LongStream.of(others)).toArray();
    }

    private static Effect effect(RowMerger merger, List<ChangedRow> base, List<ChangedRow> shown, Images images) {
        var rows = new ArrayList<>(base);
        rows.addAll(shown);
        var event = new Event.RowsImported(merger.inserted(), merger.updated(), merger.unchanged(), merger.deleted());
        return new Effect(merger.inserted() + merger.updated() + merger.deleted(), rows, event, images);
    }
}
