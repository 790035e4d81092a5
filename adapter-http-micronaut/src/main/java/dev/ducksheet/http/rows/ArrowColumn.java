package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import dev.ducksheet.core.port.RowBatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** One column of a batch in Arrow's layout: which cells are there, then the cells; of strings, where each ends before them. */
final class ArrowColumn {
    private static final int DECIMAL_BYTES = 16;

    private final ArrowType type;
    private final Cell cell;
    private final LittleEndian present = new LittleEndian();
    private final LittleEndian ends = new LittleEndian();
    private final LittleEndian cells = new LittleEndian();
    private final boolean hasEnds;
    private int rows;
    private int nulls;

    /** Writes one cell, or zeros if it is empty: in most types each takes its room. */
    private interface Cell {
        void write(ArrowColumn to, RowBatch batch, int column, int row, boolean isNull);
    }

    private ArrowColumn(ArrowType type, Cell cell, boolean hasEnds) {
        this.type = type;
        this.cell = cell;
        this.hasEnds = hasEnds;
        clear();
    }

    static ArrowColumn of(ColumnType type) {
        boolean isText = type == Simple.TEXT || type instanceof ColumnType.Opaque;
        return new ArrowColumn(ArrowType.of(type), cell(type), isText);
    }

    private static Cell cell(ColumnType type) {
        if (type instanceof Whole whole && whole.bits() <= Long.SIZE) {
            int bytes = whole.bits() / Byte.SIZE;
            return (to, batch, column, row, isNull) -> to.cells.putLong(isNull ? 0 : batch.getLong(column, row), bytes);
        }
        if (type.isExact()) {
            return isLong(type) ? ArrowColumn::narrowDecimal : wideDecimal(type.scale());
        }
        if (!(type instanceof Simple simple)) {
            return ArrowColumn::text;
        }
        return switch (simple) {
            case DOUBLE ->
                (to, batch, column, row, isNull) -> to.cells.putLong(
                        isNull ? 0 : Double.doubleToRawLongBits(batch.getDouble(column, row)), Long.BYTES);
            case TEXT -> ArrowColumn::text;
            case BOOLEAN ->
                (to, batch, column, row, isNull) -> to.cells.putBit(to.rows, !isNull && batch.getBoolean(column, row));
            case DATE ->
                (to, batch, column, row, isNull) ->
                        to.cells.putLong(isNull ? 0 : batch.getLong(column, row), Integer.BYTES);
            case TIMESTAMP ->
                (to, batch, column, row, isNull) ->
                        to.cells.putLong(isNull ? 0 : batch.getLong(column, row), Long.BYTES);
        };
    }

    private static boolean isLong(ColumnType type) {
        return type instanceof ColumnType.Decimal decimal && decimal.precision() <= CellEncoder.LONG_DIGITS;
    }

    private static void narrowDecimal(ArrowColumn to, RowBatch batch, int column, int row, boolean isNull) {
        long units = isNull ? 0 : batch.getLong(column, row);
        to.cells.putLong(units, Long.BYTES);
        to.cells.putLong(units >> (Long.SIZE - 1), Long.BYTES);
    }

    private static Cell wideDecimal(int scale) {
        return (to, batch, column, row, isNull) -> {
            var units = isNull ? BigInteger.ZERO : units(batch.getNumber(column, row), scale);
            to.cells.putLong(units.longValue(), Long.BYTES);
            to.cells.putLong(units.shiftRight(Long.SIZE).longValue(), Long.BYTES);
        };
    }

    /** A decimal there has 38 digits at most, whatever its bits could hold. */
    private static BigInteger units(BigDecimal number, int scale) {
        var units = number.setScale(scale).unscaledValue();
        if (units.bitLength() >= DECIMAL_BYTES * Byte.SIZE - 1
                && units.abs().toString().length() > 38) {
            throw new ArithmeticException(number.toPlainString() + " has more digits than Arrow's decimals");
        }
        return units;
    }

    private static void text(ArrowColumn to, RowBatch batch, int column, int row, boolean isNull) {
        if (!isNull) {
            to.cells.put(ArrowRows.utf8(batch.getText(column, row)));
        }
        to.ends.putLong(to.cells.size(), Integer.BYTES);
    }

    void add(RowBatch batch, int column, int row) {
        boolean isNull = batch.isNull(column, row);
        present.putBit(rows, !isNull);
        cell.write(this, batch, column, row, isNull);
        nulls += isNull ? 1 : 0;
        rows++;
    }

    ArrowType type() {
        return type;
    }

    int nulls() {
        return nulls;
    }

    /** Returns the bytes of the cells so far. */
    int bytes() {
        return cells.size();
    }

    /** Returns what the column is made of, in Arrow's order. */
    List<LittleEndian> buffers() {
        return hasEnds ? List.of(present, ends, cells) : List.of(present, cells);
    }

    void clear() {
        rows = 0;
        nulls = 0;
        present.clear();
        cells.clear();
        ends.clear();
        ends.putLong(0, Integer.BYTES);
    }
}
