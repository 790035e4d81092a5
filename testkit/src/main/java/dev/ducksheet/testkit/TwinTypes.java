package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;

/** What a column takes. */
final class TwinTypes {
    private TwinTypes() {}

    /** Refuses what the core should never hand over: a cell of another type or out of range. */
    static void requireFits(CellValue cell, Column column) {
        if (!cell.isNull() && !fits(cell, column.type())) {
            throw new IllegalArgumentException("column " + column.name() + " is "
                    + column.type().sqlName() + " and does not take " + cell.display());
        }
    }

    private static boolean fits(CellValue cell, ColumnType type) {
        if (type.isExact()) {
            return cell instanceof CellValue.Exact exact && inRange(exact, type);
        }
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case DOUBLE -> cell instanceof CellValue.Floating;
                case TEXT -> cell instanceof CellValue.Text;
                case BOOLEAN -> cell instanceof CellValue.Bool;
                case DATE -> cell instanceof CellValue.Date;
                case TIMESTAMP -> cell instanceof CellValue.Timestamp;
            };
        }
        return cell instanceof CellValue.Text;
    }

    private static boolean inRange(CellValue.Exact exact, ColumnType type) {
        if (exact.number().scale() > type.scale()) {
            return false;
        }
        var units = exact.number().setScale(type.scale()).unscaledValue();
        return units.compareTo(type.minUnits()) >= 0 && units.compareTo(type.maxUnits()) <= 0;
    }
}
