package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.DoubleAmounts;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.WideAmounts;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;

/**
 * Columns in Java that a statement reads as the table function {@link Staging#TABLE}, named c0, c1 and so on.
 *
 * <p>Cells of a column travel as DuckDB's writers take them; {@link Types#unstaged} turns them into the column's type.
 */
record Staged(int size, List<Column> columns) {
    /** A column that can be copied into a vector. */
    interface Column {
        DuckDBColumnType type();

        /** Puts row {@code row} of this column at {@code at}. */
        void put(DuckDBWritableVector vector, int at, int row);
    }

    private record Values(DuckDBColumnType type, Putter putter) implements Column {
        @Override
        public void put(DuckDBWritableVector vector, int at, int row) {
            putter.put(vector, at, row);
        }
    }

    private interface Putter {
        void put(DuckDBWritableVector vector, int at, int row);
    }

    static Staged of(int size, Column... columns) {
        return new Staged(size, List.of(columns));
    }

    /** Stages row ids as c0 and their places as c1. */
    static Staged rowIds(long[] rowIds) {
        return of(rowIds.length, longs(rowIds), places(rowIds.length));
    }

    static Column longs(long[] values) {
        return new Values(DuckDBColumnType.BIGINT, (vector, at, row) -> vector.setLong(at, values[row]));
    }

    static Column places(int size) {
        return longs(LongStream.range(0, size).toArray());
    }

    static Column texts(List<String> values) {
        return new Values(DuckDBColumnType.VARCHAR, (vector, at, row) -> vector.setString(at, values.get(row)));
    }

    static Column amounts(Amounts amounts) {
        if (amounts instanceof LongAmounts longs) {
            return nullable(DuckDBColumnType.BIGINT, amounts, (v, at, row) -> v.setLong(at, longs.units()[row]));
        }
        if (amounts instanceof WideAmounts wide) {
            return nullable(DuckDBColumnType.HUGEINT, amounts, (v, at, row) -> v.setHugeInt(at, wide.units()[row]));
        }
        var doubles = (DoubleAmounts) amounts;
        return nullable(DuckDBColumnType.DOUBLE, amounts, (v, at, row) -> v.setDouble(at, doubles.numbers()[row]));
    }

    private static Column nullable(DuckDBColumnType type, Amounts amounts, Putter putter) {
        return new Values(type, (vector, at, row) -> {
            if (amounts.isNull(row)) {
                vector.setNull(at);
            } else {
                putter.put(vector, at, row);
            }
        });
    }

    /** Stages cells that {@link Types#fits} the type. */
    static Column cells(ColumnType type, List<CellValue> cells) {
        return cells(type, cells::get);
    }

    private static Column cells(ColumnType type, Function<Integer, CellValue> cells) {
        return new Values(Types.staged(type), (vector, at, row) -> {
            var cell = cells.apply(row);
            if (cell.isNull()) {
                vector.setNull(at);
            } else {
                put(type, vector, at, cell);
            }
        });
    }

    private static void put(ColumnType type, DuckDBWritableVector vector, int at, CellValue cell) {
        if (cell instanceof CellValue.Exact exact) {
            if (!type.isExact()) {
                vector.setDouble(at, exact.number().doubleValue());
            } else if (Types.isWide(type)) {
                vector.setHugeInt(at, Types.units(type, exact));
            } else {
                vector.setLong(at, exact.number().movePointRight(type.scale()).longValueExact());
            }
        } else if (cell instanceof CellValue.Floating floating) {
            vector.setDouble(at, floating.number());
        } else if (cell instanceof CellValue.Bool bool) {
            vector.setBoolean(at, bool.value());
        } else if (cell instanceof CellValue.Date date) {
            vector.setDate(at, date.day());
        } else if (cell instanceof CellValue.Timestamp timestamp) {
            vector.setTimestamp(at, timestamp.time());
        } else {
            vector.setString(at, ((CellValue.Text) cell).text());
        }
    }
}
