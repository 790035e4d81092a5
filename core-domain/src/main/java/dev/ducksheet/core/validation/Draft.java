package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An update while the rules look its names up and fit its values, each part once. */
final class Draft {
    private final Catalog catalog;
    private final CellUpdate update;
    private @Nullable Sheet sheet;
    private @Nullable Target target;
    private @Nullable Operation operation;
    private @Nullable Expectation expectation;
    private @Nullable Condition condition;
    private Reach reach = Reach.all();
    private List<Column> weights = List.of();
    private List<Condition> holds = List.of();

    Draft(Catalog catalog, CellUpdate update) {
        this.catalog = catalog;
        this.update = update;
    }

    void findSheet() {
        sheet = UpdateRules.sheet(catalog, update.sheet());
    }

    void findColumn() {
        var found = Objects.requireNonNull(sheet);
        var column = UpdateRules.column(found, update.column(), "/column");
        if (found instanceof DerivedView) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE,
                    "/table",
                    found.name() + " is shown only; edit the table that it is made from");
        }
        if (column.equals(Table.ROW_ID)) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE, "/column", "column " + column.name() + " says which row it is and stays");
        }
        if (found instanceof Rollup || isSpread()) {
            UpdateRules.measure(found, update.column());
        } else if (column.type() instanceof ColumnType.Opaque) {
            throw new RefusedException(
                    Reason.NOT_EDITABLE,
                    "/column",
                    "column " + column.name() + " is " + column.type().sqlName() + ", which is shown only");
        }
        target = target(found, column);
        reach = UpdateRules.reach(found, update.reach());
        if (!(target() instanceof Target.Node)) {
            UpdateRules.requireFree(reach, target().stored());
        }
    }

    private Target target(Sheet found, Column column) {
        if (found instanceof Rollup rollup) {
            return new Target.Node(rollup, rollup.measure(update.column()).orElseThrow());
        }
        return isSpread() ? new Target.Total((Table) found, column) : new Target.Cells((Table) found, column);
    }

    private boolean isSpread() {
        return update.spreading() instanceof Spreading.By;
    }

    void fitOperation() {
        operation = UpdateRules.operation(target(), update.operation());
    }

    void findWeights() {
        if (!(update.spreading() instanceof Spreading.By by)) {
            return;
        }
        boolean ownWeights = by.weights() instanceof Spreading.Weights.Own;
        if (!ownWeights && !by.method().isWeighted()) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/spread/weights",
                    "method " + by.method().wireName() + " uses no weights; leave them out or choose proportional");
        }
        weights = UpdateRules.weights(target(), by);
    }

    void fitExpectation() {
        expectation = UpdateRules.expectation(target(), update.expectation());
    }

    void bindCondition() {
        var asked = UpdateRules.condition(target().sheet(), update.condition(), "/condition");
        condition = target() instanceof Target.Node ? asked : reach.and(asked);
    }

    void bindHolds() {
        if (update.spreading() instanceof Spreading.By by) {
            holds = UpdateRules.holds(target().sheet(), by);
        }
    }

    private Target target() {
        return Objects.requireNonNull(target);
    }

    /** Returns the update with every part settled. */
    BoundUpdate bound() {
        var what = Objects.requireNonNull(operation);
        var where = Objects.requireNonNull(condition);
        var seen = Objects.requireNonNull(expectation);
        if (target() instanceof Target.Cells cells) {
            return new BoundUpdate.Plain(cells, what, where, seen);
        }
        var by = update.spreading() instanceof Spreading.By given
                ? given
                : (Spreading.By) Spreading.by(SpreadMethod.PROPORTIONAL);
        return new BoundUpdate.Spread(
                target(), what, where, seen, by.method(), overChildren(by.over()), weights, holds, reach);
    }

    private boolean overChildren(Spreading.Over over) {
        return over == Spreading.Over.CHILDREN || (over == Spreading.Over.BY_TARGET && target() instanceof Target.Node);
    }
}
