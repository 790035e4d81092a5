package dev.ducksheet.seed;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Table;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** A table of the demo workbook with its rows, which are made while they are read, the same ones each time. */
public final class DemoTable {
    private final Table table;
    private final long size;
    private final RowMakers makers;

    DemoTable(Table table, long size, RowMakers makers) {
        this.table = table;
        this.size = size;
        this.makers = makers;
    }

    /** Returns the table. */
    public Table table() {
        return table;
    }

    /** Returns the number of rows. */
    public long size() {
        return size;
    }

    /** Returns the rows from the first one on, cells in the table's order, in constant memory. */
    public Iterator<List<CellValue>> rows() {
        return LongStream.rangeClosed(1, size).mapToObj(makers.start()).iterator();
    }

    /** Gives, for each reading, the function from a row's number, called from 1 on in order, to the row. */
    @FunctionalInterface
    interface RowMakers {
        LongFunction<List<CellValue>> start();
    }
}
