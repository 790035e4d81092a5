package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides in memory whether a row is meant by a condition, as SQL does.
 *
 * <p>Empty cells make a test unknown. Exact numbers are compared as they are, with floating ones as doubles, where NaN
 * is the largest and equal to itself; texts by code point, which is the order of their UTF-8; a day with a time as its
 * midnight. LIKE works on code points; ILIKE takes each code point's lower case, one for one.
 */
public final class ConditionEvaluator {

    private ConditionEvaluator() {}

    /**
     * Returns whether the row is meant, or nothing if that is unknown, which SQL treats as no.
     *
     * @param row the content of a column by its name, as the condition spells it
     * @throws IllegalArgumentException if a literal and its cell have types that do not compare: bring the literals to
     *     their columns' types first
     */
    public static Optional<Boolean> evaluate(Condition condition, Function<String, CellValue> row) {
        return condition.accept(new Truth(row));
    }
}
