package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a statement, a batch for each chunk, cut at a limit. */
final class ChunkStream implements RowStream {
    private final Rows rows;
    private final Failures failures;
    private final List<Column> columns;
    private final List<Column> hidden;
    private final Cursor head;
    private final Runnable requireOpen;
    private long remaining;
    private boolean ended;
    private boolean closed;
    private boolean more;
    private List<CellValue> last = List.of();
    private @Nullable VectorBatch batch;

    /**
     * @param hidden columns after the shown ones, from which the last row is told for the next page
     * @param limit the most rows to show; one more is read to know whether there are more
     */
    ChunkStream(
            Rows rows,
            Failures failures,
            List<Column> columns,
            List<Column> hidden,
            long limit,
            Cursor head,
            Runnable requireOpen) {
        this.rows = rows;
        this.failures = failures;
        this.columns = columns;
        this.hidden = hidden;
        this.head = head;
        this.requireOpen = requireOpen;
        this.remaining = limit;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public Cursor head() {
        return head;
    }

    @Override
    public boolean next() {
        requireOpen.run();
        if (closed) {
            throw new IllegalStateException("this stream is closed");
        }
        batch = null;
        return !ended && failures.translating(this::advance);
    }

    private boolean advance() throws SQLException {
        if (!rows.next()) {
            ended = true;
            return false;
        }
        int size = (int) Math.min(rows.size(), remaining);
        if (size < rows.size()) {
            more = true;
            ended = true;
        }
        if (size == 0) {
            return false;
        }
        remaining -= size;
        batch = VectorBatch.of(rows, columns, size);
        if (!hidden.isEmpty()) {
            last = new RowReader(rows, hidden, columns.size()).row(size - 1);
        }
        return true;
    }

    @Override
    public RowBatch batch() {
        if (batch == null) {
            throw new IllegalStateException("there is no batch; next() did not say so");
        }
        return Objects.requireNonNull(batch);
    }

    @Override
    public List<CellValue> resumeAfter() {
        return more ? last : List.of();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            failures.translating(rows::close);
        }
    }
}
