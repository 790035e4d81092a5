package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafQuery.HoldScope;
import dev.ducksheet.core.port.out.LeafQuery.Scope;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LeafOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds the leaves that an edit may touch, asking every question of every row. */
final class TwinLeaves {
    /** Says whether a row of a table matches. */
    @FunctionalInterface
    interface RowTest {
        boolean matches(Condition condition, Table table, int index);
    }

    private final TwinState state;
    private final RowTest test;

    TwinLeaves(TwinState state, RowTest test) {
        this.state = state;
        this.test = test;
    }

    LeafSet leaves(LeafQuery query) {
        var base = query.scope().base();
        var leaves = new ArrayList<Integer>();
        for (int i = 0; i < state.rows(base.name()).size(); i++) {
            if (isIn(query.scope(), i)) {
                leaves.add(i);
            }
        }
        var nodePaths = new ArrayList<List<CellValue>>();
        var node = nodes(query.scope(), leaves, nodePaths);
        return new LeafSet(
                leaves.stream()
                        .mapToLong(leaf -> state.rowId(base.name(), leaf))
                        .toArray(),
                amounts(base, query.column(), leaves),
                query.weights().stream()
                        .map(weights -> amounts(base, weights, leaves))
                        .toList(),
                held(base, query.holds(), leaves),
                node,
                nodePaths,
                order(base, leaves));
    }

    private boolean isIn(Scope scope, int leaf) {
        if (scope instanceof Scope.Under under) {
            return rollup(under.rollup()).isUnder(rollup(under.rollup()).leafKey(leaf), under.node());
        }
        var rows = (Scope.Rows) scope;
        return test.matches(rows.condition(), rows.base(), leaf);
    }

    private int[] nodes(Scope scope, List<Integer> leaves, List<List<CellValue>> nodePaths) {
        var node = new int[leaves.size()];
        for (int i = 0; i < node.length; i++) {
            var path = pathBelow(scope, leaves.get(i));
            if (!nodePaths.contains(path)) {
                nodePaths.add(path);
            }
            node[i] = nodePaths.indexOf(path);
        }
        return node;
    }

    private List<CellValue> pathBelow(Scope scope, int leaf) {
        if (scope instanceof Scope.Under under) {
            var path = rollup(under.rollup()).leafKey(leaf).path();
            return path.subList(under.node().path().size(), path.size());
        }
        return List.of();
    }

    private Amounts amounts(Table base, Column column, List<Integer> leaves) {
        return AmountsOf.cells(
                column.type(),
                leaves.stream()
                        .map(leaf -> state.cell(base, row(base, leaf), column.name()))
                        .toList());
    }

    private BitSet held(Table base, List<HoldScope> holds, List<Integer> leaves) {
        var held = new BitSet();
        for (int i = 0; i < leaves.size(); i++) {
            for (var hold : holds) {
                if (holds(base, hold, leaves.get(i))) {
                    held.set(i);
                }
            }
        }
        return held;
    }

    private boolean holds(Table base, HoldScope hold, int leaf) {
        if (hold.sheet() instanceof Rollup rollup) {
            return rollup(rollup).matches(hold.condition(), rollup(rollup).leafKey(leaf));
        }
        return test.matches(hold.condition(), base, leaf);
    }

    private LeafOrder order(Table base, List<Integer> leaves) {
        var order = TwinOrder.leafOrder(state, base);
        return LeafOrder.of(leaves.stream().mapToLong(order::indexOf).toArray());
    }

    private List<CellValue> row(Table base, int leaf) {
        return state.rows(base.name()).get(leaf);
    }

    private TwinRollup rollup(Rollup rollup) {
        return new TwinRollup(state, rollup);
    }
}
