package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;

/** An update that keeps every rule, with its names looked up and its values fitted to the columns. */
public sealed interface BoundUpdate {

    /** Returns what is written to. */
    Target target();

    /** Returns what happens; the value has the target column's type, but a factor is any exact number. */
    Operation operation();

    /** Returns which rows or which node. */
    Condition condition();

    /** Returns what the editor saw, in the target column's type. */
    Expectation expectation();

    /** Every matching row takes the value. */
    record Plain(Target.Cells target, Operation operation, Condition condition, Expectation expectation)
            implements BoundUpdate {}

    /**
     * The leaves share the value out.
     *
     * @param overChildren whether level by level, else flat
     * @param weights none or one column of the base table
     * @param holds over the columns of the target's sheet
     * @param reach over the columns of the target's sheet; a leaf outside of it refuses the spread
     */
    record Spread(
            Target target,
            Operation operation,
            Condition condition,
            Expectation expectation,
            SpreadMethod method,
            boolean overChildren,
            List<Column> weights,
            List<Condition> holds,
            Reach reach)
            implements BoundUpdate {
        /** Copies the lists. */
        public Spread {
            weights = List.copyOf(weights);
            holds = List.copyOf(holds);
        }
    }
}
