package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a column's DEFAULT says, if it is a plain value; an expression only DuckDB can evaluate. */
final class Defaults {
    private static final Pattern CAST =
            Pattern.compile("CAST\\((.*) AS \"?[A-Z0-9(), ]+\"?\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);

    private Defaults() {}

    /** Returns the expression of a value. */
    static String write(CellValue value, ColumnType type) {
        if (value instanceof CellValue.Exact exact && type.isExact()) {
            return exact.number().toPlainString();
        }
        var text = Sql.literal(value.display());
        return value instanceof CellValue.Text ? text : "CAST(" + text + " AS " + type.sqlName() + ")";
    }

    /** Returns the value of an expression; empty if it is none of those that {@link #write} makes. */
    static Optional<CellValue> read(String expression, ColumnType type) {
        var cast = CAST.matcher(expression);
        var literal = cast.matches() ? cast.group(1) : expression;
        var quoted = TEXT.matcher(literal);
        var text = quoted.matches() ? quoted.group(1).replace("''", "'") : literal;
        if (type == Simple.TEXT) {
            return quoted.matches() ? Optional.of(CellValue.of(text)) : Optional.empty();
        }
        try {
            return value(text, type).filter(value -> Types.fits(type, value));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<CellValue> value(String text, ColumnType type) {
        if (type.isExact()) {
            return CellValue.Exact.parse(text).map(exact -> exact);
        }
        if (type == Simple.DOUBLE) {
            return Optional.of(CellValue.of(Double.parseDouble(text)));
        }
        if (type == Simple.DATE) {
            return Optional.of(CellValue.of(LocalDate.parse(text)));
        }
        if (type == Simple.TIMESTAMP) {
            return Optional.of(CellValue.of(LocalDateTime.parse(text.replace(' ', 'T'))));
        }
        return switch (type == Simple.BOOLEAN ? text : "") {
            case "t", "true" -> Optional.of(CellValue.of(true));
            case "f", "false" -> Optional.of(CellValue.of(false));
            default -> Optional.empty();
        };
    }
}
