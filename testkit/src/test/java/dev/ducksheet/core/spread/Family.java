package dev.ducksheet.core.spread;

import dev.ducksheet.core.spread.Scenario.Leaf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A node and the cells its target was divided among; held leaves are left out. */
record Family(Cell node, List<Cell> cells) {

    /** What a cell held, holds and weighs. */
    record Cell(BigDecimal before, BigDecimal after, BigDecimal weight) {}

    /** Returns the families of all nodes that have a free leaf. */
    static List<Family> all(Scenario scenario, List<BigDecimal> after) {
        var nodes = new Nodes(scenario, after);
        var families = new ArrayList<Family>();
        for (int level = 0; level <= scenario.parents().size(); level++) {
            for (int node : nodes.free(level)) {
                families.add(new Family(nodes.cell(level, node), nodes.cells(level, node)));
            }
        }
        return families;
    }

    /** Returns the total of all leaves under a node, null if all of them are. */
    static BigDecimal total(Scenario scenario, int level, int node) {
        var nodes = new Nodes(scenario, scenario.values());
        return IntStream.range(0, scenario.leaves().size())
                .filter(leaf -> nodes.isUnder(leaf, level, node))
                .mapToObj(scenario.values()::get)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /** Says whether the weights do not say how to divide among the cells, though not all of them are zero. */
    boolean cancelsOut() {
        return node.weight.signum() == 0 && cells.stream().anyMatch(cell -> cell.weight.signum() != 0);
    }

    private record Nodes(Scenario scenario, List<BigDecimal> after) {

        List<Integer> free(int level) {
            int size = level == 0 ? 1 : scenario.parents().get(level - 1).length;
            return IntStream.range(0, size)
                    .filter(node -> leaves(level, node).findAny().isPresent())
                    .boxed()
                    .toList();
        }

        Cell cell(int level, int node) {
            return new Cell(
                    sum(level, node, leaf -> scenario.leaves().get(leaf).value()),
                    sum(level, node, after::get),
                    sum(level, node, this::weight));
        }

        List<Cell> cells(int level, int node) {
            if (level == scenario.parents().size()) {
                return leaves(level, node).mapToObj(this::leaf).toList();
            }
            return free(level + 1).stream()
                    .filter(child -> scenario.parents().get(level)[child] == node)
                    .map(child -> cell(level + 1, child))
                    .toList();
        }

        boolean isUnder(int leaf, int level, int node) {
            int at = scenario.leaves().get(leaf).node();
            for (int finer = scenario.parents().size(); finer > level; finer--) {
                at = scenario.parents().get(finer - 1)[at];
            }
            return at == node;
        }

        private Cell leaf(int leaf) {
            return new Cell(orZero(scenario.leaves().get(leaf).value()), orZero(after.get(leaf)), orZero(weight(leaf)));
        }

        private BigDecimal weight(int index) {
            Leaf leaf = scenario.leaves().get(index);
            return scenario.isByReference() ? leaf.weight() : leaf.value();
        }

        private BigDecimal sum(int level, int node, IntFunction<BigDecimal> number) {
            return leaves(level, node)
                    .mapToObj(number)
                    .filter(Objects::nonNull)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private IntStream leaves(int level, int node) {
            IntPredicate isFree = leaf -> !scenario.leaves().get(leaf).held();
            return IntStream.range(0, after.size()).filter(isFree.and(leaf -> isUnder(leaf, level, node)));
        }

        private static BigDecimal orZero(BigDecimal number) {
            return number == null ? BigDecimal.ZERO : number;
        }
    }
}
