package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Applies a spread: plans it, writes the leaves that change, and finds the rollup rows that show it. */
final class SpreadEdit {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    SpreadEdit(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if the spread has no plan. */
    Effect apply(BoundUpdate.Spread update) {
        var target = update.target();
        var planned = new SpreadPlanner(transaction, catalog).plan(update);
        var changed = inLeafOrder(planned, SpreadPlanner.changed(planned));
        if (changed.rowIds().length == 0) {
            return new Effect(0, List.of(), Images.none());
        }
        var totals = new MovedTotals(transaction, catalog, target.base(), target.stored(), changed.rowIds());
        transaction.write(target.base(), target.stored(), changed.rowIds(), changed.amounts());
        var rows = new ArrayList<>(baseRows(target, changed));
        rows.addAll(totals.changes(changedRows, changed.before(), changed.amounts()));
        return new Effect(changed.rowIds().length, rows, images(target, changed));
    }

    private Images images(Target target, SpreadPlanner.Changed changed) {
        var type = target.stored().type();
        return new Imaging(transaction, target.base())
                .written(
                        target.stored(),
                        changed.rowIds(),
                        CellColumn.of(changed.before(), type),
                        CellColumn.of(changed.amounts(), type));
    }

    /** Puts leaves that are told one by one in their order, whatever the order in which they were read. */
    private static SpreadPlanner.Changed inLeafOrder(SpreadPlanner.Planned planned, SpreadPlanner.Changed changed) {
        if (changed.rowIds().length > Change.MAX_BASE_ROWS) {
            return changed;
        }
        var order = planned.set().order();
        var places = IntStream.range(0, changed.leaves().length)
                .boxed()
                .sorted(Comparator.comparing(place -> order.ordinal(changed.leaves()[place])))
                .mapToInt(Integer::intValue)
                .toArray();
        return new SpreadPlanner.Changed(
                IntStream.of(places).mapToLong(place -> changed.rowIds()[place]).toArray(),
                IntStream.of(places).map(place -> changed.leaves()[place]).toArray(),
                changed.before().select(places),
                changed.amounts().select(places));
    }

    private List<ChangedRow> baseRows(Target target, SpreadPlanner.Changed changed) {
        if (changed.rowIds().length > Change.MAX_BASE_ROWS) {
            return List.of();
        }
        return transaction.rows(target.base(), changed.rowIds()).stream()
                .map(cells -> changedRows.ofTable(target.base(), target.stored().name(), cells))
                .toList();
    }
}
