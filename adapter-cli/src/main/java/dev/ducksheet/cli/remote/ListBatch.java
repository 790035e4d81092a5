package dev.ducksheet.cli.remote;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowBatch;
import java.math.BigDecimal;
import java.util.List;

/** Rows that are objects already. */
record ListBatch(List<List<CellValue>> rows) implements RowBatch {
    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public boolean isNull(int column, int row) {
        return get(column, row).isNull();
    }

    @Override
    public long getLong(int column, int row) {
        return getNumber(column, row).unscaledValue().longValueExact();
    }

    @Override
    public BigDecimal getNumber(int column, int row) {
        return as(CellValue.Exact.class, column, row).number();
    }

    @Override
    public double getDouble(int column, int row) {
        return as(CellValue.Floating.class, column, row).number();
    }

    @Override
    public boolean getBoolean(int column, int row) {
        return as(CellValue.Bool.class, column, row).value();
    }

    @Override
    public String getText(int column, int row) {
        return get(column, row).display();
    }

    @Override
    public CellValue get(int column, int row) {
        return rows.get(row).get(column);
    }

    private <T extends CellValue> T as(Class<T> type, int column, int row) {
        CellValue cell = get(column, row);
        if (type.isInstance(cell)) {
            return type.cast(cell);
        }
        throw new IllegalStateException(cell + " is no " + type.getSimpleName());
    }
}
