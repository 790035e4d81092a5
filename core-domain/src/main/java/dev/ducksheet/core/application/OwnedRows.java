package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.List;
import java.util.function.Function;

/** Rows that close the snapshot they come from. */
final class OwnedRows implements RowStream {
    private final WorkbookSnapshot snapshot;
    private final Cursor state;
    private final RowStream rows;

    private OwnedRows(WorkbookSnapshot snapshot, Cursor state, RowStream rows) {
        this.snapshot = snapshot;
        this.state = state;
        this.rows = rows;
    }

    /** Returns the rows that {@code reading} opens; if it cannot, the snapshot is closed. */
    static RowStream of(WorkbookSnapshot snapshot, Function<WorkbookSnapshot, RowStream> reading) {
        return of(snapshot, snapshot.head(), reading);
    }

    /** Returns the same as rows of a state that may be an earlier one. */
    static RowStream of(WorkbookSnapshot snapshot, Cursor state, Function<WorkbookSnapshot, RowStream> reading) {
        try {
            return new OwnedRows(snapshot, state, reading.apply(snapshot));
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public Cursor head() {
        return state;
    }

    @Override
    public boolean next() {
        return rows.next();
    }

    @Override
    public RowBatch batch() {
        return rows.batch();
    }

    @Override
    public List<CellValue> resumeAfter() {
        return rows.resumeAfter();
    }

    @Override
    public void close() {
        try (snapshot) {
            rows.close();
        }
    }
}
