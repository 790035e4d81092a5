package dev.ducksheet.core.port.out;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.Optional;

/**
 * Asks for the leaves under a node or condition.
 *
 * @param scope which leaves
 * @param column of the base table whose amounts are read
 * @param weights columns of the base table whose amounts serve as weights: one or none
 * @param holds leaves that any of these conditions matches are held
 */
public record LeafQuery(Scope scope, Column column, List<Column> weights, List<HoldScope> holds) {
    /** Copies the lists. */
    public LeafQuery {
        weights = List.copyOf(weights);
        holds = List.copyOf(holds);
        if (weights.size() > 1) {
            throw new IllegalArgumentException("more than one weights column: " + weights);
        }
    }

    /** Which leaves. */
    public sealed interface Scope {
        /** Returns the table whose rows the leaves are. */
        Table base();

        /** The rows that match a condition over the table's columns. */
        record Rows(Table base, Condition condition) implements Scope {}

        /** The leaves under a node; {@code LeafSet} then tells the levels below it. */
        record Under(Rollup rollup, NodeAddress node) implements Scope {
            @Override
            public Table base() {
                return rollup.base();
            }
        }
    }

    /** A condition over the columns of {@code sheet}: the base table, or a rollup over it. */
    public record HoldScope(Sheet sheet, Condition condition) {}

    /** Returns the weights column, if one is asked for. */
    public Optional<Column> weightsColumn() {
        return weights.stream().findFirst();
    }
}
