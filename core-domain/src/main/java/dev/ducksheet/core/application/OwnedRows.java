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
    private final RowStream rows;

    private OwnedRows(WorkbookSnapshot snapshot, RowStream rows) {
        this.snapshot = snapshot;
        this.rows = rows;
    }

    /** Returns the rows that {@code reading} opens; if it cannot, the snapshot is closed. */
    static RowStream of(WorkbookSnapshot snapshot, Function<WorkbookSnapshot, RowStream> reading) {
        try {
            return new OwnedRows(snapshot, reading.apply(snapshot));
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
        return rows.head();
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
