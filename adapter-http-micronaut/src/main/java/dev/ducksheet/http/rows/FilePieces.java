package dev.ducksheet.http.rows;

import dev.ducksheet.core.port.RowFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of a file, which is gone when they are closed. */
final class FilePieces implements Pieces {
    private static final int PIECE = 64 * 1024;

    private final RowFile file;
    private long left;

    FilePieces(RowFile file) {
        this.file = file;
        left = file.size();
    }

    @Override
    public byte[] next() {
        try {
            var piece = file.bytes().readNBytes((int) Math.min(PIECE, left));
            left = piece.length == 0 ? 0 : left - piece.length;
            return piece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isEnd() {
        return left == 0;
    }

    @Override
    public void close() {
        file.close();
    }
}
