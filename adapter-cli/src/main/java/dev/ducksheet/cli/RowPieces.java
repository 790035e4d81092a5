package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of a file in pieces that one request can bring: of so many rows, and for a server of so many bytes. */
final class RowPieces {
    /** What a server takes, one MiB, and not all of it: there is something around the rows. */
    private static final long BYTES_FOR_A_SERVER = 1_000_000;

    private static final int BYTES_AROUND_A_CELL = 6;
    private static final int BYTES_OF_AN_ESCAPE = 6;

    private final RowsFile rows;
    private final long mostBytes;
    private List<Map<String, CellValue>> ahead = List.of();

    RowPieces(RowsFile rows, boolean forAServer) {
        this.rows = rows;
        this.mostBytes = forAServer ? BYTES_FOR_A_SERVER : Long.MAX_VALUE;
    }

    boolean isDone() {
        return ahead.isEmpty() && !rows.hasNext();
    }

    /** Returns the next piece, which has a row at least unless there are none at all. */
    List<Map<String, CellValue>> next() {
        var piece = new ArrayList<>(ahead);
        ahead = List.of();
        long bytes = piece.stream().mapToLong(RowPieces::bytes).sum();
        while (piece.size() < RowEdit.MAX_ROWS && rows.hasNext()) {
            var row = rows.next();
            bytes += bytes(row);
            if (bytes > mostBytes && !piece.isEmpty()) {
                ahead = List.of(row);
                return piece;
            }
            piece.add(row);
        }
        return piece;
    }

    /** Returns about how many bytes a row has in JSON, rather too many. */
    private static long bytes(Map<String, CellValue> row) {
        long bytes = 0;
        for (var cell : row.entrySet()) {
            bytes += BYTES_AROUND_A_CELL
                    + bytes(cell.getKey())
                    + bytes(cell.getValue().display());
        }
        return bytes;
    }

    private static long bytes(String text) {
        return text.chars().mapToLong(RowPieces::bytes).sum();
    }

    private static long bytes(int c) {
        if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c)) {
            return BYTES_OF_AN_ESCAPE;
        }
        return c < 0x80 ? 1 : 3;
    }
}
