package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.Condition.Operator;
import dev.ducksheet.core.model.CellValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes bound conditions shortly in tests. */
public final class Conditions {
    private Conditions() {}

    /** Returns {@code column = content}, or {@code column IS NULL} for null; see {@link Cells#cell}. */
    public static Condition eq(String column, @Nullable Object content) {
        CellValue cell = Cells.cell(content);
        return cell.isNull() ? empty(column) : compare(column, Operator.EQUAL, cell);
    }

    /** Returns a comparison; see {@link Cells#cell}. */
    public static Condition compare(String column, Operator operator, Object content) {
        return new Condition.Comparison(new ColumnName(column), operator, Cells.cell(content));
    }

    /** Returns {@code column IN (contents)}. */
    public static Condition in(String column, Object... contents) {
        return new Condition.In(
                new ColumnName(column), Arrays.stream(contents).map(Cells::cell).toList());
    }

    /** Returns {@code column IS NULL}. */
    public static Condition empty(String column) {
        return new Condition.IsNull(new ColumnName(column));
    }

    /** Returns the condition that all parts hold. */
    public static Condition and(Condition... parts) {
        return Condition.allOf(List.of(parts));
    }

    /** Returns the condition that one part holds. */
    public static Condition or(Condition... parts) {
        return Condition.anyOf(List.of(parts));
    }

    /** Returns the condition that the part is false. */
    public static Condition not(Condition part) {
        return new Condition.Not(part);
    }

    /** Returns a condition that every row meets, over any one of its columns. */
    public static Condition anything(String column) {
        return or(empty(column), not(empty(column)));
    }

    /** Returns a condition that no row meets. */
    public static Condition nothing(String column) {
        return and(empty(column), not(empty(column)));
    }
}
