package dev.ducksheet.http.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bytes of a file. */
final class FilePieces implements Pieces {
    private static final int PIECE = 64 * 1024;

    private final InputStream bytes;
    private final Runnable close;
    private boolean isEnd;

    /** @param close lets go of the file */
    FilePieces(InputStream bytes, Runnable close) {
        this.bytes = bytes;
        this.close = close;
    }

    @Override
    public byte[] next() {
        try {
            var piece = bytes.readNBytes(PIECE);
            isEnd = piece.length < PIECE;
            return piece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isEnd() {
        return isEnd;
    }

    @Override
    public void close() {
        close.run();
    }
}
