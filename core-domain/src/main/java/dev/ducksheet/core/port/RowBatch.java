package dev.ducksheet.core.port;

import dev.ducksheet.core.model.CellValue;
import java.math.BigDecimal;

/**
 * Some rows, by column, without an object per cell. Columns and rows count from 0. Which reader fits
 * follows from the column's type; any other throws {@link IllegalStateException}.
 */
public interface RowBatch {

    /** Returns the number of rows. */
    int size();

    /** Says whether the cell is empty; the other readers need one that is not. */
    boolean isNull(int column, int row);

    /**
     * Returns a whole number of at most 64 bits, the units of a decimal of at most 18 digits, the epoch
     * day of a date, or the epoch microsecond of a timestamp.
     */
    long getLong(int column, int row);

    /** Returns a whole number or decimal of any width. */
    BigDecimal getNumber(int column, int row);

    /** Returns a double. */
    double getDouble(int column, int row);

    /** Returns TRUE or FALSE. */
    boolean getBoolean(int column, int row);

    /** Returns a string, or the printed form of a type that is shown only. */
    String getText(int column, int row);

    /** Returns any cell. */
    CellValue get(int column, int row);
}
