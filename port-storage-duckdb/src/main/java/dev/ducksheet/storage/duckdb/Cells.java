package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.duckdb.DuckDBReadableVector;

/** Reads cells out of vectors that were selected by {@link Types#shown}. */
final class Cells {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private Cells() {}

    static CellValue read(ColumnType type, DuckDBReadableVector vector, int row) {
        if (vector.isNull(row)) {
            return CellValue.none();
        }
        if (type.isExact()) {
            return CellValue.of(number(vector, row));
        }
        if (type instanceof Simple simple) {
            return switch (simple) {
                case DOUBLE -> CellValue.of(vector.getDouble(row));
                case TEXT -> CellValue.of(text(vector, row));
                case BOOLEAN -> CellValue.of(vector.getBoolean(row));
                case DATE -> CellValue.of(Objects.requireNonNull(vector.getLocalDate(row)));
                case TIMESTAMP -> CellValue.of(time(vector, row));
            };
        }
        return CellValue.of(text(vector, row));
    }

    /** Reads the units of an exact number that fit 64 bits. */
    static long units(DuckDBReadableVector vector, int row) {
        return switch (vector.getType()) {
            case TINYINT -> vector.getByte(row);
            case SMALLINT -> vector.getShort(row);
            case INTEGER -> vector.getInt(row);
            case BIGINT -> vector.getLong(row);
            default -> units(decimal(vector, row));
        };
    }

    /** Moving the point is cheaper than asking for the unscaled value, which is an object. */
    private static long units(BigDecimal decimal) {
        return decimal.movePointRight(decimal.scale()).longValue();
    }

    /** Reads an exact number of any width. */
    static BigDecimal number(DuckDBReadableVector vector, int row) {
        return switch (vector.getType()) {
            case HUGEINT -> new BigDecimal(Objects.requireNonNull(vector.getHugeInt(row)));
            case DECIMAL -> decimal(vector, row);
            default -> BigDecimal.valueOf(units(vector, row));
        };
    }

    static String text(DuckDBReadableVector vector, int row) {
        return Objects.requireNonNull(vector.getString(row));
    }

    static long epochDay(DuckDBReadableVector vector, int row) {
        return Objects.requireNonNull(vector.getLocalDate(row)).toEpochDay();
    }

    static long epochMicros(DuckDBReadableVector vector, int row) {
        return epochMicros(time(vector, row));
    }

    static long epochMicros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(EPOCH, time);
    }

    static LocalDateTime time(long epochMicros) {
        return EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }

    static LocalDateTime time(DuckDBReadableVector vector, int row) {
        return Objects.requireNonNull(vector.getLocalDateTime(row));
    }

    private static BigDecimal decimal(DuckDBReadableVector vector, int row) {
        return Objects.requireNonNull(vector.getBigDecimal(row));
    }
}
