package dev.ducksheet.core.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The content of one cell.
 *
 * <p>Integers and decimals of every width are one case, {@link Exact}, so that nothing on the exact
 * path can fall into binary floating point; {@link Floating} is the content of a DOUBLE column only.
 */
public sealed interface CellValue {

    /** An empty cell. */
    enum Null implements CellValue {
        /** The only empty cell. */
        NULL;

        @Override
        public String display() {
            return "null";
        }
    }

    /** An integer or decimal; two values are equal when they are numerically equal, whatever their scale. */
    record Exact(BigDecimal number) implements CellValue {
        private static final int MAX_DIGITS = 1000;

        /** Brings the number to its canonical scale, so that equality is numeric. */
        public Exact {
            number = canonical(number);
        }

        /**
         * Reads a decimal number as JSON writes it, or returns nothing if {@code text} is none or has an
         * exponent so large that its digits alone would exhaust the memory.
         */
        public static Optional<Exact> parse(String text) {
            if (text.length() > MAX_DIGITS) {
                return Optional.empty();
            }
            try {
                var number = new BigDecimal(text);
                var small = Math.abs((long) number.precision() - number.scale()) <= MAX_DIGITS;
                return small && number.scale() <= MAX_DIGITS ? Optional.of(new Exact(number)) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static BigDecimal canonical(BigDecimal number) {
            if (number.scale() == 0) {
                return number;
            }
            var stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }

        @Override
        public String display() {
            return number.toPlainString();
        }
    }

    /** A binary floating point number. A stored NaN or infinity can be read, never written. */
    record Floating(double number) implements CellValue {
        /** Knows one zero only, so that equality is numeric. */
        public Floating {
            number = number == 0 ? 0.0 : number;
        }

        @Override
        public String display() {
            return Double.toString(number);
        }
    }

    /** A string; also the printed form of a type that Ducksheet shows but does not edit. */
    record Text(String text) implements CellValue {
        @Override
        public String display() {
            return text;
        }
    }

    /** TRUE or FALSE. */
    record Bool(boolean value) implements CellValue {
        @Override
        public String display() {
            return Boolean.toString(value);
        }
    }

    /** A calendar day. */
    record Date(LocalDate day) implements CellValue {
        @Override
        public String display() {
            return day.toString();
        }
    }

    /** A point in local time, to the microsecond. */
    record Timestamp(LocalDateTime time) implements CellValue {
        @Override
        public String display() {
            return time.toString();
        }
    }

    /** Returns the empty cell. */
    static CellValue none() {
        return Null.NULL;
    }

    /** Returns an exact number. */
    static CellValue of(long number) {
        return new Exact(BigDecimal.valueOf(number));
    }

    /** Returns an exact number. */
    static CellValue of(BigDecimal number) {
        return new Exact(number);
    }

    /** Returns a floating point number. */
    static CellValue of(double number) {
        return new Floating(number);
    }

    /** Returns a string. */
    static CellValue of(String text) {
        return new Text(text);
    }

    /** Returns TRUE or FALSE. */
    static CellValue of(boolean value) {
        return new Bool(value);
    }

    /** Returns a calendar day. */
    static CellValue of(LocalDate day) {
        return new Date(day);
    }

    /** Returns a local time. */
    static CellValue of(LocalDateTime time) {
        return new Timestamp(time);
    }

    /** Says whether this is the empty cell. */
    default boolean isNull() {
        return this == Null.NULL;
    }

    /** Returns the text a person reads: {@code null}, {@code 45}, {@code 12.5}, {@code Elliott}. */
    String display();
}
