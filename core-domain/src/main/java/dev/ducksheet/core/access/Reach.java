package dev.ducksheet.core.access;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.function.Function;

/** Which rows of a sheet somebody may see and change. */
public sealed interface Reach {

    /** All of them. */
    record All() implements Reach {}

    /** Those that match. */
    record Only(Condition condition) implements Reach {}

    /**
     * None: the sheet is closed.
     *
     * @param why a sentence for the one who asked, which does not tell whether there is such a sheet
     */
    record None(String why) implements Reach {}

    /**
     * Says whether a row is among them, given that the condition is bound to the columns' types.
     *
     * @param row the content of a column by its name
     */
    default boolean includes(Function<String, CellValue> row) {
        return this instanceof Only only
                ? ConditionEvaluator.evaluate(only.condition(), row).orElse(false)
                : this instanceof All;
    }

    /** Says whether the column decides which rows these are. */
    default boolean dependsOn(String column) {
        return this instanceof Only only
                && only.condition().columns().stream().anyMatch(it -> it.name().equals(column));
    }

    /** Returns the condition of those of these rows that match another. */
    default Condition and(Condition condition) {
        return this instanceof Only only ? Condition.allOf(List.of(condition, only.condition())) : condition;
    }

    /** Returns the reach of those who may see everything. */
    static Reach all() {
        return new All();
    }
}
