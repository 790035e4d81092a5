package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis.Part;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SQL of what an axis takes from its column. A grain is the same in a form that is cheap to compute and to group by;
 * its text is computed once for each group.
 */
final class Axes {
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})");

    private Axes() {}

    /** Days from {@code from}, included, to {@code to}, not included. */
    record Period(LocalDate from, LocalDate to) {
        /** Returns the test that a DATE or TIMESTAMP lies in the period. */
        Sql contains(String column) {
            return Sql.of("(" + column + " >= CAST(? AS DATE) AND " + column + " < CAST(? AS DATE))", from, to);
        }
    }

    /** Returns the grain of a column. */
    static String grain(Part part, String column) {
        return switch (part) {
            case VALUE -> column;
            case YEAR -> "year(" + column + ")";
            case QUARTER -> "(year(" + column + ") * 4 + quarter(" + column + ") - 1)";
            case MONTH -> "(year(" + column + ") * 12 + month(" + column + ") - 1)";
            case WEEK -> "CAST(yearweek(" + column + ") AS BIGINT)";
            case DAY -> "CAST(" + column + " AS DATE)";
        };
    }

    /** Returns the text of a grain. */
    static String text(Part part, String grain) {
        return switch (part) {
            case VALUE -> grain;
            case YEAR -> "format('{:04d}', " + grain + ")";
            case QUARTER -> "format('{:04d}-Q{}', " + grain + " // 4, " + grain + " % 4 + 1)";
            case MONTH -> "format('{:04d}-{:02d}', " + grain + " // 12, " + grain + " % 12 + 1)";
            case WEEK -> "format('{:04d}-W{:02d}', " + grain + " // 100, " + grain + " % 100)";
            case DAY -> "CAST(" + grain + " AS VARCHAR)";
        };
    }

    /** Returns the text that a column's axis shows. */
    static String shown(Part part, String column) {
        return text(part, grain(part, column));
    }

    /** Returns the grain of a part that has one as a whole number, a day counted from 1970-01-01. */
    static String code(Part part, String column) {
        return part == Part.DAY
                ? "date_diff('day', DATE '1970-01-01', " + grain(part, column) + ")"
                : "CAST(" + grain(part, column) + " AS BIGINT)";
    }

    /** Returns the text of a {@link #code}. */
    static String textOf(Part part, long code) {
        return switch (part) {
            case VALUE -> throw new IllegalArgumentException("a value has no code");
            case YEAR -> "%04d".formatted(code);
            case QUARTER -> "%04d-Q%d".formatted(code / 4, code % 4 + 1);
            case MONTH -> "%04d-%02d".formatted(code / 12, code % 12 + 1);
            case WEEK -> "%04d-W%02d".formatted(code / 100, code % 100);
            case DAY -> LocalDate.ofEpochDay(code).toString();
        };
    }

    /** Returns the days that an axis shows as {@code text}; empty if it shows none so. */
    static Optional<Period> period(Part part, String text) {
        try {
            return switch (part) {
                case VALUE -> Optional.empty();
                case YEAR -> year(text);
                case QUARTER -> quarter(text);
                case MONTH -> month(text);
                case WEEK -> week(text);
                case DAY -> day(text);
            };
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Period> year(String text) {
        var match = YEAR.matcher(text);
        return match.matches() ? Optional.of(months(match.group(1), 1, 12)) : Optional.empty();
    }

    private static Optional<Period> quarter(String text) {
        var match = QUARTER.matcher(text);
        return match.matches()
                ? Optional.of(months(match.group(1), Integer.parseInt(match.group(2)) * 3 - 2, 3))
                : Optional.empty();
    }

    private static Optional<Period> month(String text) {
        var match = MONTH.matcher(text);
        return match.matches()
                ? Optional.of(months(match.group(1), Integer.parseInt(match.group(2)), 1))
                : Optional.empty();
    }

    private static Period months(String year, int month, int count) {
        var from = LocalDate.of(Integer.parseInt(year), month, 1);
        return new Period(from, from.plusMonths(count));
    }

    private static Optional<Period> week(String text) {
        var match = WEEK.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int week = Integer.parseInt(match.group(2));
        var monday = LocalDate.of(Integer.parseInt(match.group(1)), 1, 4)
                .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, week)
                .with(DayOfWeek.MONDAY);
        boolean exists = monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == week;
        return exists ? Optional.of(new Period(monday, monday.plusDays(7))) : Optional.empty();
    }

    private static Optional<Period> day(String text) {
        if (!DAY.matcher(text).matches()) {
            return Optional.empty();
        }
        var day = LocalDate.parse(text);
        return Optional.of(new Period(day, day.plusDays(1)));
    }
}
