package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Decimal;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;

/**
 * The SQL that fits text of a file to the type of a column as the rest of the house does: nothing is rounded, nothing is
 * guessed. It is NULL where the text does not fit.
 */
final class CellFitting {
    private static final String SIGN = "^\\s*[+-]?";

    private CellFitting() {}

    static String value(Column column, String text) {
        ColumnType type = column.type();
        if (type == Simple.TEXT) {
            return text;
        }
        var cast = "TRY_CAST(trim(" + text + ") AS " + type.sqlName() + ")";
        if (type == Simple.DOUBLE) {
            return "CASE WHEN isfinite(" + cast + ") THEN " + cast + " END";
        }
        return "CASE WHEN regexp_full_match(" + text + ", " + Sql.literal(pattern(type)) + ") THEN " + cast + " END";
    }

    private static String pattern(ColumnType type) {
        if (type instanceof Whole) {
            return SIGN + "\\d+(\\.0*)?\\s*$";
        }
        if (type instanceof Decimal decimal) {
            return SIGN + "(\\d+(\\.\\d{0," + decimal.scale() + "}0*)?|\\.\\d{1," + Math.max(1, decimal.scale())
                    + "}0*)\\s*$";
        }
        if (type == Simple.BOOLEAN) {
            return "(?i)^\\s*(true|false)\\s*$";
        }
        return type == Simple.DATE
                ? "^\\s*\\d{4}-\\d{2}-\\d{2}\\s*$"
                : "^\\s*\\d{4}-\\d{2}-\\d{2}([ T]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?)?\\s*$";
    }

    /** Returns a sentence on what the column takes. */
    static String remedy(ColumnType type) {
        if (type instanceof Decimal decimal) {
            return "a number with at most " + decimal.scale() + " decimal places";
        }
        if (type.isNumeric()) {
            return type == Simple.DOUBLE ? "a number" : "a whole number";
        }
        if (type == Simple.BOOLEAN) {
            return "true or false";
        }
        return type == Simple.DATE ? "a day such as 2024-02-29" : "a time such as 2024-02-29T10:00:00";
    }
}
