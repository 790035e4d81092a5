package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Amounts;
import java.util.AbstractList;

/** Amounts as the cells of a column, made when asked for. */
final class AmountCells extends AbstractList<CellValue> {
    private final Amounts amounts;
    private final ColumnType type;

    AmountCells(Amounts amounts, ColumnType type) {
        this.amounts = amounts;
        this.type = type;
    }

    @Override
    public CellValue get(int index) {
        return amounts.value(index, type);
    }

    @Override
    public int size() {
        return amounts.size();
    }
}
