package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ColumnSource;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundTable;
import dev.ducksheet.core.validation.BoundTable.From;
import dev.ducksheet.core.validation.QueryRules;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.RowErrors;
import dev.ducksheet.core.validation.TableRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;

/** Applies one change of the tables or rollups, in a transaction of its own: see {@link WorkbookTransaction#create}. */
final class TableEditing {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    TableEditing(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if it cannot be done. */
    Effect apply(TableEdit edit) {
        var bound = TableRules.bind(catalog, edit);
        if (bound instanceof BoundTable.Create create) {
            transaction.create(create.table());
            return effect(
                    new Event.TableCreated(create.table()),
                    new Images.Reshaped(create.table().name(), List.of()));
        }
        if (bound instanceof BoundTable.Alter alter) {
            return alter(alter);
        }
        if (bound instanceof BoundTable.DefineRollup define) {
            return define(define.rollup().definition());
        }
        if (bound instanceof BoundTable.SaveQuery save) {
            return save(save);
        }
        if (bound instanceof BoundTable.DropQuery drop) {
            return drop(drop);
        }
        if (bound instanceof BoundTable.Aggregate aggregate) {
            return aggregate(aggregate);
        }
        requireNotHeld(edit.table(), hold -> hold.sheet().equals(edit.table()));
        if (bound instanceof BoundTable.DropRollup drop) {
            transaction.drop(drop.rollup());
            return effect(new Event.RollupDropped(), Images.none());
        }
        if (bound instanceof BoundTable.DropView drop) {
            TableRules.requireAggregate(transaction.aggregations(), drop.view());
            transaction.drop(drop.view());
            return effect(new Event.TableDropped(), Images.none());
        }
        transaction.drop(((BoundTable.Drop) bound).table());
        return effect(new Event.TableDropped(), new Images.Reshaped(edit.table(), List.of()));
    }

    private Effect define(RollupDefinition rollup) {
        try {
            transaction.define(rollup);
        } catch (UnresolvableException e) {
            throw new RefusedException(Reason.INVALID_REQUEST, "/joins", String.valueOf(e.getMessage()));
        }
        return effect(new Event.RollupDefined(rollup), Images.none());
    }

    /** The store adds the rows up; they come through here only if they are few enough to be told. */
    private Effect aggregate(BoundTable.Aggregate edit) {
        TableRules.requireMayReplace(catalog, transaction.aggregations(), edit);
        var made = edit.made();
        edit.before()
                .filter(before -> !before.equals(made))
                .ifPresent(before ->
                        requireNotHeld(before.name(), hold -> hold.sheet().equals(before.name())));
        long rows = transaction.aggregate(edit.aggregation(), made);
        var event = new Event.TableAggregated(edit.aggregation());
        var told = rows <= Change.MAX_BASE_ROWS && made instanceof Table table ? rows(table) : List.<ChangedRow>of();
        return new Effect(rows, told, event, new Images.Reshaped(made.name(), List.of()));
    }

    private List<ChangedRow> rows(Table table) {
        var all = transaction.match(
                table, table.columns().get(0), List.of(RowEditing.everything(table)), Change.MAX_BASE_ROWS);
        return all.rows().stream()
                .map(row -> changedRows.ofTable(table, "", row))
                .toList();
    }

    private Effect save(BoundTable.SaveQuery edit) {
        QueryRules.requireMayBeSaved(transaction.queries(), edit);
        transaction.save(edit.query());
        return effect(new Event.QuerySaved(edit.query()), Images.none());
    }

    private Effect drop(BoundTable.DropQuery edit) {
        if (!transaction.removeQuery(edit.name())) {
            throw QueryRules.unknown(transaction.queries(), edit.name());
        }
        return effect(new Event.QueryDropped(), Images.none());
    }

    private static Effect effect(Event event, Images images) {
        return new Effect(0, List.of(), event, images);
    }

    private Effect alter(BoundTable.Alter edit) {
        var before = edit.before();
        for (var column : edit.touched()) {
            requireNotHeld("column " + column.name(), hold -> names(hold, before, column));
        }
        var sources = new ArrayList<ColumnSource>();
        for (int i = 0; i < edit.columns().size(); i++) {
            sources.add(
                    source(before, edit.after().columns().get(i), edit.columns().get(i)));
        }
        transaction.alter(before, edit.after(), sources);
        return effect(new Event.TableAltered(edit.after()), new Images.Reshaped(before.name(), kept(edit)));
    }

    /** Returns the names of the columns that are what they were. */
    private static List<String> kept(BoundTable.Alter edit) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < edit.columns().size(); i++) {
            var name = edit.after().columns().get(i).name();
            if (edit.columns().get(i) instanceof From.Kept same
                    && same.column().name().equals(name)) {
                kept.add(name);
            }
        }
        edit.before().rowId().map(Column::name).ifPresent(kept::add);
        return kept;
    }

    /** A hold over a rollup names levels, axes and measures, and the columns behind those stay anyway. */
    private static boolean names(Hold hold, Table table, Column column) {
        return hold.sheet().equals(table.name())
                && (hold.column().equals(column.name())
                        || hold.condition().columns().stream()
                                .map(ColumnName::name)
                                .anyMatch(column.name()::equals));
    }

    private void requireNotHeld(String what, Predicate<Hold> uses) {
        TableRules.requireUnused(
                transaction.holds().stream()
                        .filter(uses)
                        .map(hold -> "hold " + hold.id())
                        .toList(),
                what);
    }

    private ColumnSource source(Table before, Column to, From from) {
        if (from instanceof From.Kept kept) {
            return new ColumnSource.Kept(kept.column().name());
        }
        return from instanceof From.Converted converted
                ? converted(before, converted.column(), to)
                : new ColumnSource.Default();
    }

    private ColumnSource converted(Table table, Column from, Column to) {
        var all = transaction.match(table, from, List.of(RowEditing.everything(table)), 0);
        var errors = new RowErrors();
        var cells = new ArrayList<CellValue>(all.rowIds().length);
        for (int i = 0; i < all.rowIds().length; i++) {
            cells.add(convert(i + 1, all.present().get(i), to, errors));
        }
        requireDistinct(all, cells, to, errors);
        errors.refuse(Reason.INVALID_ROWS, cells.size());
        return new ColumnSource.Given(from.name(), all.rowIds(), cells);
    }

    private static CellValue convert(int row, CellValue cell, Column to, RowErrors errors) {
        try {
            return TableRules.convert(cell, to);
        } catch (RefusedException e) {
            errors.add(row, to.name(), cell, e.refusal().detail());
            return CellValue.none();
        }
    }

    /** What two texts say, such as 1 and 01, may be one number. */
    private static void requireDistinct(Matches all, List<CellValue> cells, Column to, RowErrors errors) {
        if (!to.unique()) {
            return;
        }
        var first = new HashMap<CellValue, Integer>();
        for (int i = 0; i < cells.size(); i++) {
            var other = cells.get(i).isNull() ? null : first.putIfAbsent(cells.get(i), i + 1);
            if (other != null) {
                errors.add(i + 1, to.name(), all.present().get(i), "row " + other + " would have the same");
            }
        }
    }
}
