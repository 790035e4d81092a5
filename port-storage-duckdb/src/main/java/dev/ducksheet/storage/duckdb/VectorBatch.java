package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Opaque;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.port.RowBatch;
import java.math.BigDecimal;
import java.util.List;
import org.duckdb.DuckDBReadableVector;

/** One chunk as a batch. */
final class VectorBatch implements RowBatch {
    private final ColumnType[] types;
    private final DuckDBReadableVector[] vectors;
    private final int size;

    private VectorBatch(ColumnType[] types, DuckDBReadableVector[] vectors, int size) {
        this.types = types;
        this.vectors = vectors;
        this.size = size;
    }

    static VectorBatch of(Rows rows, List<Column> columns, int size) {
        var types = new ColumnType[columns.size()];
        var vectors = new DuckDBReadableVector[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = columns.get(i).type();
            vectors[i] = rows.column(i);
        }
        return new VectorBatch(types, vectors, size);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isNull(int column, int row) {
        return vectors[column].isNull(row);
    }

    @Override
    public long getLong(int column, int row) {
        var type = types[column];
        if (type.isExact() && !Types.isWide(type)) {
            return Cells.units(filled(column, row), row);
        }
        require(type == Simple.DATE || type == Simple.TIMESTAMP, type, "getLong");
        return type == Simple.DATE
                ? Cells.epochDay(filled(column, row), row)
                : Cells.epochMicros(filled(column, row), row);
    }

    @Override
    public BigDecimal getNumber(int column, int row) {
        require(types[column].isExact(), types[column], "getNumber");
        return Cells.number(filled(column, row), row);
    }

    @Override
    public double getDouble(int column, int row) {
        require(types[column] == Simple.DOUBLE, types[column], "getDouble");
        return filled(column, row).getDouble(row);
    }

    @Override
    public boolean getBoolean(int column, int row) {
        require(types[column] == Simple.BOOLEAN, types[column], "getBoolean");
        return filled(column, row).getBoolean(row);
    }

    @Override
    public String getText(int column, int row) {
        require(types[column] == Simple.TEXT || types[column] instanceof Opaque, types[column], "getText");
        return Cells.text(filled(column, row), row);
    }

    @Override
    public CellValue get(int column, int row) {
        return Cells.read(types[column], vectors[column], row);
    }

    private DuckDBReadableVector filled(int column, int row) {
        if (vectors[column].isNull(row)) {
            throw new IllegalStateException("the cell is empty; ask isNull first");
        }
        return vectors[column];
    }

    private static void require(boolean fits, ColumnType type, String reader) {
        if (!fits) {
            throw new IllegalStateException(reader + " does not read " + type.sqlName());
        }
    }
}
