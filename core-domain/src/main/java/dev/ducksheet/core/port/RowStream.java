package dev.ducksheet.core.port;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import java.util.List;

/**
 * Rows that come batch by batch, in constant memory. Used by one thread at a time. Methods may throw
 * {@link PortUnavailableException}.
 */
public interface RowStream extends AutoCloseable {

    /** Returns the columns, in the order of the batches' columns. */
    List<Column> columns();

    /** Returns the state of the workbook that the rows show. */
    Cursor head();

    /**
     * Moves to the next batch; says whether there is one. The batch is {@link #batch}, valid until the
     * next call.
     */
    boolean next();

    /** Returns the present batch. */
    RowBatch batch();

    /**
     * Returns, after the last batch, what {@code ViewQuery.after} takes to go on; empty if there are no
     * more rows.
     */
    List<CellValue> resumeAfter();

    @Override
    void close();
}
