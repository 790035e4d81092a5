package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.DoubleSpread;
import dev.ducksheet.core.spread.Leaves;
import dev.ducksheet.core.spread.Spread;
import dev.ducksheet.core.spread.SpreadResult;
import dev.ducksheet.core.spread.Tree;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.Target;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.ArrayList;
import java.util.List;

/** Decides what a spread makes of its leaves; reads, never writes. */
final class SpreadPlanner {
    private final WorkbookSnapshot workbook;
    private final Catalog catalog;

    SpreadPlanner(WorkbookSnapshot workbook, Catalog catalog) {
        this.workbook = workbook;
        this.catalog = catalog;
    }

    /**
     * What a spread would write.
     *
     * @param tree of the levels below the edited node, flat for a spread over leaves
     * @param leaves as the allocation saw them
     * @param before the total before; empty if no leaf has a value
     * @param after the total after
     */
    record Planned(
            LeafSet set, TreeOfPaths tree, Leaves leaves, SpreadResult.Plan plan, CellValue before, CellValue after) {}

    /**
     * Plans a spread.
     *
     * @throws RefusedException if there is nothing to spread over, the total is stale, or the method has no answer
     */
    Planned plan(BoundUpdate.Spread update) {
        var scope = scope(update);
        requireReached(scope, update);
        var set = workbook.leaves(query(update, scope));
        if (set.size() == 0) {
            throw NodeResolver.noMatch(update.target().sheet().name(), update.condition());
        }
        var tree = TreeOfPaths.of(set.nodePaths(), update.overChildren() ? lengths(scope) : List.of());
        var leaves = leaves(set, tree, update.overChildren());
        var column = update.target().column();
        var before = tree.tree().totals(0, leaves, set.values()).value(0, column.type());
        Expectations.check(update.expectation(), before);
        var after = Arithmetic.apply(update.operation(), before, column);
        if (after.isNull()) {
            throw new RefusedException(
                    Reason.UNDEFINED_SPREAD,
                    "/op",
                    "the total is empty, so there is nothing to multiply; set it instead");
        }
        var plan = accept(allocate(update, after, leaves, tree.tree()), update, tree, set);
        return new Planned(set, tree, leaves, plan, before, after);
    }

    /** Returns at how many levels below the edited node there are nodes that share the total out. */
    private static List<Integer> lengths(LeafQuery.Scope scope) {
        return scope instanceof LeafQuery.Scope.Under under
                ? under.rollup().depthsBelow(under.node()).stream()
                        .map(depth -> depth - under.node().path().size())
                        .toList()
                : List.of();
    }

    /**
     * Refuses to spread over leaves outside of the reach. The store tells which are inside as it tells which are held.
     * If none is, the answer is that of a total that is not there.
     */
    private void requireReached(LeafQuery.Scope scope, BoundUpdate.Spread update) {
        if (!(update.reach() instanceof Reach.Only only && update.target() instanceof Target.Node node)) {
            return;
        }
        var inside = List.of(new LeafQuery.HoldScope(node.sheet(), only.condition()));
        var leaves = workbook.leaves(new LeafQuery(scope, node.stored(), List.of(), inside));
        if (leaves.held().isEmpty()) {
            throw NodeResolver.noMatch(node.sheet().name(), update.condition());
        }
        if (leaves.held().cardinality() < leaves.size()) {
            throw new RefusedException(
                    Reason.FORBIDDEN,
                    "/condition",
                    "this total of " + node.sheet().name() + " counts rows that this key may not use; edit one whose"
                            + " rows are all the key's");
        }
    }

    private LeafQuery query(BoundUpdate.Spread update, LeafQuery.Scope scope) {
        var holds = new ArrayList<LeafQuery.HoldScope>();
        update.holds()
                .forEach(hold ->
                        holds.add(new LeafQuery.HoldScope(update.target().sheet(), hold)));
        workbook.holds().stream()
                .filter(hold -> concerns(hold, update.target()))
                .forEach(hold -> holds.add(scope(hold)));
        return new LeafQuery(scope, update.target().stored(), update.weights(), holds);
    }

    private LeafQuery.Scope scope(BoundUpdate.Spread update) {
        if (update.target() instanceof Target.Node node) {
            var address = new NodeResolver(workbook, node.sheet()).resolve(update.condition(), update.reach());
            return new LeafQuery.Scope.Under(node.sheet(), address);
        }
        return new LeafQuery.Scope.Rows(update.target().base(), update.condition());
    }

    private LeafQuery.HoldScope scope(Hold hold) {
        return new LeafQuery.HoldScope(UpdateRules.sheet(catalog, hold.sheet()), UpdateRules.bind(catalog, hold));
    }

    /** A hold concerns a spread if both write the same column of the same base table. A hold that lost its sheet concerns none. */
    private boolean concerns(Hold hold, Target target) {
        return UpdateRules.check(catalog, hold).isEmpty()
                && UpdateRules.storedBy(catalog, hold)
                        .equals(new ColumnRef(
                                target.base().name(), target.stored().name()));
    }

    private static Leaves leaves(LeafSet set, TreeOfPaths tree, boolean overChildren) {
        var leaves = Leaves.of(set.values()).holding(set.held()).inOrder(set.order());
        if (overChildren) {
            leaves = leaves.under(tree.finestNodes(set.node()));
        }
        return set.weights().isEmpty() ? leaves : leaves.weighedBy(set.weights().get(0));
    }

    private static SpreadResult allocate(BoundUpdate.Spread update, CellValue target, Leaves leaves, Tree tree) {
        var type = update.target().stored().type();
        if (target instanceof CellValue.Floating floating) {
            return DoubleSpread.plan(update.method(), floating.number(), leaves, tree);
        }
        var units = ((CellValue.Exact) target).number().setScale(type.scale()).unscaledValue();
        return Spread.plan(update.method(), units, leaves, tree, type);
    }

    private SpreadResult.Plan accept(SpreadResult result, BoundUpdate.Spread update, TreeOfPaths tree, LeafSet set) {
        if (result instanceof SpreadResult.Plan plan) {
            return plan;
        }
        throw new RefusalOfSpread(workbook, update, tree, set).of(result);
    }

    /** Returns the amounts that a plan changes, and their rows. */
    static Changed changed(Planned planned) {
        var indices = planned.plan().changed().stream().toArray();
        var rowIds = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            rowIds[i] = planned.set().rowIds()[indices[i]];
        }
        boolean all = indices.length == planned.set().size();
        var before = planned.set().values();
        var after = planned.plan().values();
        return new Changed(rowIds, indices, all ? before : before.select(indices), all ? after : after.select(indices));
    }

    /** The leaves that change: their rows, their places among the leaves, their amounts before and after. */
    @SuppressWarnings("ArrayRecordComponent") // columns, a million long, handed over and never compared
    record Changed(long[] rowIds, int[] leaves, Amounts before, Amounts amounts) {}
}
