package dev.ducksheet.core.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** The type of a column, in the terms that editing and spreading need. */
public sealed interface ColumnType {

    /** A whole number of 8, 16, 32, 64 or 128 bits, two's complement. */
    record Whole(int bits) implements ColumnType {
        /** Refuses widths that do not exist. */
        public Whole {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64 && bits != 128) {
                throw new IllegalArgumentException("no whole number has " + bits + " bits");
            }
        }

        @Override
        public String sqlName() {
            return switch (bits) {
                case 8 -> "TINYINT";
                case 16 -> "SMALLINT";
                case 32 -> "INTEGER";
                case 64 -> "BIGINT";
                default -> "HUGEINT";
            };
        }
    }

    /** A decimal of {@code precision} digits, {@code scale} of them after the point. */
    record Decimal(int precision, int scale) implements ColumnType {
        /** Refuses shapes that do not exist. */
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("no DECIMAL(" + precision + "," + scale + ")");
            }
        }

        @Override
        public String sqlName() {
            return "DECIMAL(" + precision + "," + scale + ")";
        }
    }

    /** The types that have no parameters. */
    enum Simple implements ColumnType {
        /** A binary floating point number of 64 bits. */
        DOUBLE("DOUBLE"),
        /** A string. */
        TEXT("VARCHAR"),
        /** TRUE or FALSE. */
        BOOLEAN("BOOLEAN"),
        /** A calendar day. */
        DATE("DATE"),
        /** A local time to the microsecond. */
        TIMESTAMP("TIMESTAMP");

        private final String sqlName;

        Simple(String sqlName) {
            this.sqlName = sqlName;
        }

        @Override
        public String sqlName() {
            return sqlName;
        }
    }

    /** A type that is shown as text and cannot be edited; {@code sqlName} is the engine's name for it. */
    record Opaque(String sqlName) implements ColumnType {
        private static final String COMPUTED = " GENERATED ALWAYS";

        /** Returns the type of a column whose cells of type {@code sqlName} the engine computes from others. */
        public static Opaque computed(String sqlName) {
            return new Opaque(sqlName + COMPUTED);
        }

        /** Says whether the engine computes the cells. */
        public boolean isComputed() {
            return sqlName.endsWith(COMPUTED);
        }

        @Override
        public ColumnType shown() {
            if (!isComputed()) {
                return this;
            }
            var name = sqlName.substring(0, sqlName.length() - COMPUTED.length());
            return ColumnType.named(name).orElseGet(() -> new Opaque(name));
        }
    }

    /**
     * Returns the type of that name, whether in the engine's spelling or in one that users write, such as {@code
     * text}, {@code int} or {@code numeric(10, 2)}; empty if it is none that can be edited.
     */
    static Optional<ColumnType> named(String name) {
        return TypeNames.read(name);
    }

    /** Returns the type of a column that shows such cells, whether or not the engine computes them here. */
    default ColumnType shown() {
        return this;
    }

    /** Returns INTEGER. */
    static ColumnType integer() {
        return new Whole(32);
    }

    /** Returns BIGINT. */
    static ColumnType bigint() {
        return new Whole(64);
    }

    /** Returns DECIMAL(precision, scale). */
    static ColumnType decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    /** Says whether values of this type add up, so that the column can be a measure. */
    default boolean isNumeric() {
        return isExact() || this == Simple.DOUBLE;
    }

    /** Says whether values of this type are counted in whole units of {@link #scale()}. */
    default boolean isExact() {
        return this instanceof Whole || this instanceof Decimal;
    }

    /** Returns the number of digits after the point; 0 for everything but decimals. */
    default int scale() {
        return this instanceof Decimal decimal ? decimal.scale() : 0;
    }

    /**
     * Returns the largest value of an exact type in units of its scale.
     *
     * @throws IllegalStateException if the type is not exact
     */
    default BigInteger maxUnits() {
        if (this instanceof Whole whole) {
            return BigInteger.ONE.shiftLeft(whole.bits() - 1).subtract(BigInteger.ONE);
        }
        if (this instanceof Decimal decimal) {
            return BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
        }
        throw new IllegalStateException(sqlName() + " has no units");
    }

    /**
     * Returns the smallest value of an exact type in units of its scale.
     *
     * @throws IllegalStateException if the type is not exact
     */
    default BigInteger minUnits() {
        return this instanceof Whole ? maxUnits().not() : maxUnits().negate();
    }

    /**
     * Returns the type of a sum of such values: a whole number of 128 bits, a decimal of 38 digits, or the type itself.
     */
    default ColumnType summed() {
        if (this instanceof Whole) {
            return new Whole(128);
        }
        return this instanceof Decimal decimal ? new Decimal(38, decimal.scale()) : this;
    }

    /** Says whether the sum of values of this type, fewer than 2^63 of them, may be one that {@link #summed} cannot hold. */
    default boolean mayOverflowSummed() {
        return this instanceof Whole whole
                ? whole.bits() > Long.SIZE
                : this instanceof Decimal decimal && decimal.precision() > 19;
    }

    /** Says whether this exact type holds a number that has no more than its digits after the point. */
    default boolean holds(BigDecimal number) {
        var scaled = number.setScale(scale());
        return this instanceof Whole whole
                ? scaled.unscaledValue().bitLength() < whole.bits()
                : this instanceof Decimal decimal && scaled.precision() <= decimal.precision();
    }

    /** Returns the value that {@code units} of this exact type stand for. */
    default CellValue ofUnits(BigInteger units) {
        return CellValue.of(new BigDecimal(units, scale()));
    }

    /** Returns the name that SQL and the API use, such as {@code DECIMAL(18,2)}. */
    String sqlName();
}
