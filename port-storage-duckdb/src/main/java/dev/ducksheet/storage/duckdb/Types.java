package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Decimal;
import dev.ducksheet.core.model.ColumnType.Opaque;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.duckdb.DuckDBColumnType;

/** DuckDB's types and ours: names, ranges, and how values travel. */
final class Types {
    static final int LONG_DIGITS = 18;
    private static final int MAX_DIGITS = 38;

    private Types() {}

    /** Reads DuckDB's name of a type; a type that is not ours is shown only. */
    static ColumnType parse(String name) {
        return ColumnType.named(name).orElseGet(() -> new Opaque(name));
    }

    /** Says whether units of an exact type may need more than 64 bits. */
    static boolean isWide(ColumnType type) {
        return type instanceof Whole whole
                ? whole.bits() > Long.SIZE
                : type instanceof Decimal decimal && decimal.precision() > LONG_DIGITS;
    }

    /** Says whether a column of the type can hold the value, exactly. */
    static boolean fits(ColumnType type, CellValue value) {
        if (value instanceof CellValue.Exact exact && type.isExact()) {
            return exact.number().scale() <= type.scale() && type.holds(exact.number());
        }
        if (value instanceof CellValue.Exact || value instanceof CellValue.Floating) {
            return type == Simple.DOUBLE;
        }
        if (value instanceof CellValue.Text) {
            return type == Simple.TEXT || type instanceof Opaque;
        }
        if (value instanceof CellValue.Bool) {
            return type == Simple.BOOLEAN;
        }
        return type == (value instanceof CellValue.Date ? Simple.DATE : Simple.TIMESTAMP);
    }

    /** Says whether cells of the column can be written. */
    static boolean isStorable(Column column) {
        return !(column.type() instanceof Opaque);
    }

    /** Returns a number in units of the type's scale, which it must not exceed. */
    static BigInteger units(ColumnType type, CellValue.Exact exact) {
        return exact.number().setScale(type.scale()).unscaledValue();
    }

    /** Returns the SQL that reads a column so that a vector of it can be read: a type that is shown only, as text. */
    static String shown(ColumnType type, String expression) {
        return type instanceof Opaque ? "CAST(" + expression + " AS VARCHAR)" : expression;
    }

    /** Returns the type in which cells of the column travel to DuckDB. */
    static DuckDBColumnType staged(ColumnType type) {
        if (type.isExact()) {
            return isWide(type) ? DuckDBColumnType.HUGEINT : DuckDBColumnType.BIGINT;
        }
        if (type instanceof Simple simple) {
            return switch (simple) {
                case DOUBLE -> DuckDBColumnType.DOUBLE;
                case TEXT -> DuckDBColumnType.VARCHAR;
                case BOOLEAN -> DuckDBColumnType.BOOLEAN;
                case DATE -> DuckDBColumnType.DATE;
                case TIMESTAMP -> DuckDBColumnType.TIMESTAMP;
            };
        }
        return DuckDBColumnType.VARCHAR;
    }

    /** Returns the SQL that turns what {@link #staged} carried, units for a decimal, into the column's type. */
    static String unstaged(ColumnType type, String expression) {
        if (type instanceof Decimal decimal && decimal.scale() > 0) {
            int digits = isWide(type) ? MAX_DIGITS : LONG_DIGITS;
            var unit = "CAST('0." + "0".repeat(decimal.scale() - 1) + "1' AS DECIMAL(" + decimal.scale() + ","
                    + decimal.scale() + "))";
            return "CAST(CAST(" + expression + " AS DECIMAL(" + digits + ",0)) * " + unit + " AS " + type.sqlName()
                    + ")";
        }
        return type instanceof Opaque ? expression : "CAST(" + expression + " AS " + type.sqlName() + ")";
    }

    /** Returns a parameter of the value's own type, for a comparison that then neither rounds nor overflows. */
    static Sql parameter(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return number(exact.number());
        }
        if (value instanceof CellValue.Floating floating) {
            return Sql.of("CAST(? AS DOUBLE)", floating.number());
        }
        if (value instanceof CellValue.Text text) {
            return Sql.of("CAST(? AS VARCHAR)", text.text());
        }
        if (value instanceof CellValue.Bool bool) {
            return Sql.of("CAST(? AS BOOLEAN)", bool.value());
        }
        if (value instanceof CellValue.Date date) {
            return Sql.of("CAST(? AS DATE)", date.day());
        }
        if (value instanceof CellValue.Timestamp timestamp) {
            return Sql.of("CAST(? AS TIMESTAMP)", timestamp.time());
        }
        return Sql.of("NULL");
    }

    /** Returns a parameter of the column's type if the value fits, so that the comparison can use the column's statistics. */
    static Sql parameter(ColumnType type, CellValue value) {
        if (type.isExact() && value instanceof CellValue.Exact && fits(type, value)) {
            return Sql.of(
                    "CAST(" + parameter(value).text() + " AS " + type.sqlName() + ")",
                    parameter(value).parameters().toArray());
        }
        return parameter(value);
    }

    private static Sql number(BigDecimal number) {
        int digits = Math.max(number.precision(), number.scale());
        if (digits > MAX_DIGITS) {
            boolean huge = fits(new Whole(2 * Long.SIZE), CellValue.of(number));
            return huge
                    ? Sql.of("CAST(? AS HUGEINT)", number.toPlainString())
                    : Sql.of("CAST(? AS DOUBLE)", number.doubleValue());
        }
        return Sql.of("CAST(? AS DECIMAL(" + digits + "," + number.scale() + "))", number.toPlainString());
    }
}
