package dev.ducksheet.http.rows;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowStream;
import java.util.List;
import java.util.function.Function;

/** Rows as bytes of one format. */
final class RowPieces implements Pieces {
    private static final int PIECE = 64 * 1024;

    private final RowStream rows;
    private final RowEncoder encoder;
    private final Function<List<CellValue>, String> nextCursor;
    private final ByteSink sink = new ByteSink(PIECE + PIECE / 4);
    private int nextRow = -1;
    private boolean anyRow;
    private boolean exhausted;

    /** @param nextCursor makes a cursor of where the rows go on */
    RowPieces(RowStream rows, RowEncoder encoder, Function<List<CellValue>, String> nextCursor) {
        this.rows = rows;
        this.encoder = encoder;
        this.nextCursor = nextCursor;
        encoder.head(sink);
    }

    @Override
    public byte[] next() {
        while (!exhausted && sink.size() < PIECE) {
            if (nextRow < 0 && !rows.next()) {
                exhausted = true;
                var resume = rows.resumeAfter();
                encoder.tail(sink, resume.isEmpty() ? "" : nextCursor.apply(resume));
            } else {
                encodeRows();
            }
        }
        return sink.take();
    }

    private void encodeRows() {
        var batch = rows.batch();
        int row = Math.max(0, nextRow);
        for (int size = batch.size(); row < size && sink.size() < PIECE; row++) {
            encoder.row(sink, batch, row, !anyRow);
            anyRow = true;
        }
        nextRow = row < batch.size() ? row : -1;
    }

    @Override
    public boolean isEnd() {
        return exhausted;
    }

    @Override
    public void close() {
        rows.close();
    }
}
