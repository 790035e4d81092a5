package dev.ducksheet.core.condition;

import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/** How values are written in a condition, and read. */
final class Literals {
    /** No column holds more than 38; with a bound, every number that is read can be written and read again. */
    static final int MAX_DIGITS = 100;

    private static final int LONGEST_PLAIN_NUMBER = 40;
    private static final Pattern DAY = Pattern.compile("(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile(DAY + "[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?");

    private static final DateTimeFormatter TIME_FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter();

    private Literals() {}

    /** Reads an exact number, unless its digits are too many or its exponent too large. */
    static Optional<CellValue> number(String text) {
        return CellValue.Exact.parse(text)
                .filter(exact -> exact.number().stripTrailingZeros().precision() <= MAX_DIGITS)
                .map(CellValue.class::cast);
    }

    /** Reads {@code 2024-02-01}, if the calendar has that day. */
    static Optional<CellValue> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(CellValue.of(LocalDate.parse(text))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Reads {@code 2024-02-01 12:30}, with seconds and microseconds or without, if there is such a time. */
    static Optional<CellValue> time(String text) {
        try {
            return TIME.matcher(text).matches()
                    ? Optional.of(CellValue.of(LocalDateTime.parse(text.replace(' ', 'T'))))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Writes a value. */
    static String text(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return text(exact.number());
        }
        if (value instanceof CellValue.Floating floating) {
            return text(BigDecimal.valueOf(floating.number()));
        }
        if (value instanceof CellValue.Text text) {
            return Words.quoted(text.text(), '\'');
        }
        if (value instanceof CellValue.Date date) {
            return "DATE '" + date.day() + "'";
        }
        if (value instanceof CellValue.Timestamp timestamp) {
            return "TIMESTAMP '" + TIME_FORMAT.format(timestamp.time()) + "'";
        }
        if (value instanceof CellValue.Bool bool) {
            return bool.value() ? "TRUE" : "FALSE";
        }
        throw new IllegalArgumentException("no condition holds the literal " + value.display());
    }

    private static String text(BigDecimal number) {
        var shortest = number.stripTrailingZeros();
        var plain = shortest.toPlainString();
        return plain.length() <= LONGEST_PLAIN_NUMBER
                ? plain
                : shortest.unscaledValue() + "E" + -(long) shortest.scale();
    }
}
