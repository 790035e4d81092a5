package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * Fits what a user wrote to the type of a column. Text is read where the column is not text, so that "45" and
 * '2024-02-01' mean what they look like; nothing is rounded.
 */
final class Fitting {
    private static final int MAX_DIGITS = 38;

    private Fitting() {}

    /**
     * Returns the value as the column stores it.
     *
     * @param field the part of the request to blame
     * @throws RefusedException if it is of another type, out of range, or empty where the column takes no empty cell
     */
    static CellValue toStore(CellValue value, Column column, String field) {
        if (value.isNull()) {
            if (!column.nullable()) {
                throw misfit(Reason.TYPE_MISMATCH, field, column, "takes no empty cell; give a value");
            }
            return value;
        }
        var read = read(value, column.type()).orElseThrow(() -> mismatch(value, column, field));
        if (read instanceof CellValue.Exact exact) {
            requireInRange(exact.number(), column, field);
        }
        return read;
    }

    /**
     * Returns the literal as it compares with the column.
     *
     * @throws RefusedException if it is of another type
     */
    static CellValue toCompare(CellValue literal, Column column, String field) {
        var read = read(literal, column.type()).orElseThrow(() -> mismatch(literal, column, field));
        if (read instanceof CellValue.Exact exact && digits(exact.number()) > MAX_DIGITS) {
            throw misfit(
                    Reason.OUT_OF_RANGE,
                    field,
                    column,
                    "is compared with " + shorten(literal.display()) + ", which has more than " + MAX_DIGITS
                            + " digits");
        }
        return read;
    }

    /** Returns a number to calculate with, whatever its scale. */
    static BigDecimal operand(CellValue value, Column column, String field) {
        var number = value instanceof CellValue.Text text ? CellValue.Exact.parse(text.text()) : exact(value);
        return number.map(CellValue.Exact::number).orElseThrow(() -> mismatch(value, column, field));
    }

    private static Optional<CellValue> read(CellValue value, ColumnType type) {
        if (type.isNumeric()) {
            return number(value, type);
        }
        if (type instanceof ColumnType.Opaque) {
            return value instanceof CellValue.Text ? Optional.of(value) : Optional.empty();
        }
        return switch ((ColumnType.Simple) type) {
            case BOOLEAN -> bool(value);
            case DATE -> date(value);
            case TIMESTAMP -> timestamp(value);
            default -> value instanceof CellValue.Text ? Optional.of(value) : Optional.empty();
        };
    }

    private static Optional<CellValue> number(CellValue value, ColumnType type) {
        var exact = value instanceof CellValue.Text text ? CellValue.Exact.parse(text.text()) : exact(value);
        if (type.isExact()) {
            return exact.map(CellValue.class::cast);
        }
        return exact.map(number -> number.number().doubleValue())
                .filter(Double::isFinite)
                .map(CellValue::of);
    }

    private static Optional<CellValue.Exact> exact(CellValue value) {
        if (value instanceof CellValue.Floating floating && Double.isFinite(floating.number())) {
            return Optional.of(new CellValue.Exact(new BigDecimal(Double.toString(floating.number()))));
        }
        return value instanceof CellValue.Exact exact ? Optional.of(exact) : Optional.empty();
    }

    private static Optional<CellValue> bool(CellValue value) {
        if (value instanceof CellValue.Text text) {
            return switch (text.text().toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(CellValue.of(true));
                case "false" -> Optional.of(CellValue.of(false));
                default -> Optional.empty();
            };
        }
        return value instanceof CellValue.Bool ? Optional.of(value) : Optional.empty();
    }

    private static Optional<CellValue> date(CellValue value) {
        if (value instanceof CellValue.Text text) {
            try {
                return Optional.of(CellValue.of(LocalDate.parse(text.text())));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        return value instanceof CellValue.Date ? Optional.of(value) : Optional.empty();
    }

    private static Optional<CellValue> timestamp(CellValue value) {
        if (value instanceof CellValue.Text text) {
            try {
                return Optional.of(CellValue.of(LocalDateTime.parse(text.text().replace(' ', 'T'))));
            } catch (DateTimeException e) {
                return date(value).flatMap(Fitting::timestamp);
            }
        }
        if (value instanceof CellValue.Date date) {
            return Optional.of(CellValue.of(date.day().atStartOfDay()));
        }
        return value instanceof CellValue.Timestamp ? Optional.of(value) : Optional.empty();
    }

    private static void requireInRange(BigDecimal number, Column column, String field) {
        var type = column.type();
        if (number.scale() > type.scale()) {
            throw misfit(
                    Reason.OUT_OF_RANGE,
                    field,
                    column,
                    "has " + type.scale() + " decimal places and " + shorten(number.toPlainString()) + " has "
                            + number.scale() + "; round it");
        }
        if (!type.holds(number)) {
            throw misfit(
                    Reason.OUT_OF_RANGE,
                    field,
                    column,
                    "holds " + type.ofUnits(type.minUnits()).display() + " to "
                            + type.ofUnits(type.maxUnits()).display() + ", not " + shorten(number.toPlainString()));
        }
    }

    private static int digits(BigDecimal number) {
        return Math.max(number.precision(), Math.max(number.scale(), number.precision() - number.scale()));
    }

    private static RefusedException mismatch(CellValue value, Column column, String field) {
        return misfit(
                Reason.TYPE_MISMATCH, field, column, "does not take " + quoted(value) + "; " + remedy(column.type()));
    }

    private static String remedy(ColumnType type) {
        if (type.isNumeric()) {
            return "give a number";
        }
        if (type instanceof ColumnType.Opaque) {
            return "give its printed form in quotes";
        }
        return switch ((ColumnType.Simple) type) {
            case BOOLEAN -> "give true or false";
            case DATE -> "give a day such as '2024-02-29'";
            case TIMESTAMP -> "give a time such as '2024-02-29T10:00:00'";
            default -> "give a text in quotes";
        };
    }

    private static RefusedException misfit(Reason reason, String field, Column column, String detail) {
        return new RefusedException(Refusal.of(
                reason,
                field,
                "column " + column.name() + " is " + column.type().sqlName() + ": it " + detail));
    }

    private static String quoted(CellValue value) {
        return value instanceof CellValue.Text text ? "'" + shorten(text.text()) + "'" : shorten(value.display());
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
