package dev.ducksheet.http.rows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Pieces in a coding, each as far as the coder has come: in memory that does not grow with their number. */
final class CodedPieces implements Pieces {
    private final Pieces pieces;
    private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
    private final OutputStream coder;

    CodedPieces(Pieces pieces, ContentCoding coding) {
        this.pieces = pieces;
        coder = coding.coder(coded);
    }

    @Override
    public byte[] next() {
        try {
            do {
                coder.write(pieces.next());
                if (pieces.isEnd()) {
                    coder.close();
                }
            } while (coded.size() == 0 && !pieces.isEnd());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var piece = coded.toByteArray();
        coded.reset();
        return piece;
    }

    @Override
    public boolean isEnd() {
        return pieces.isEnd();
    }

    @Override
    public void close() {
        try (pieces) {
            coder.close(); // lets go of what it has outside of the heap
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
