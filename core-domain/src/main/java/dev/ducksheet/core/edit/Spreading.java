package dev.ducksheet.core.edit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;

/** How an edit reaches the cells that its condition matches. */
public sealed interface Spreading {

    /** Rollup: proportional, over children. Base table: every matching row is set, nothing is spread. */
    record ByDefault() implements Spreading {}

    /**
     * The total of the matching leaves becomes the value.
     *
     * @param holds conditions whose leaves keep their value in this edit only
     */
    record By(SpreadMethod method, Over over, Weights weights, List<Condition> holds) implements Spreading {
        /** Copies the holds. */
        public By {
            holds = List.copyOf(holds);
        }
    }

    /** Among whom a total is split. */
    enum Over {
        /** Children on a rollup, leaves on a base table. */
        BY_TARGET,
        /** Among the node's children, then each child's share among its own children. */
        CHILDREN,
        /** Flat among all leaves. */
        LEAVES
    }

    /** Where the weights of a weighted method come from. */
    sealed interface Weights {
        /** From the edited cells themselves. */
        record Own() implements Weights {}

        /** From another numeric column of the same leaves. */
        record FromColumn(String name) implements Weights {}
    }

    /** Returns the default for the target. */
    static Spreading byDefault() {
        return new ByDefault();
    }

    /** Returns a spread by {@code method} with the defaults for the rest. */
    static Spreading by(SpreadMethod method) {
        return new By(method, Over.BY_TARGET, new Weights.Own(), List.of());
    }
}
