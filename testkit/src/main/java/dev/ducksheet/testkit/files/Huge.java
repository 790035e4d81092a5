package dev.ducksheet.testkit.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Much of the same, in constant memory. */
final class Huge {
    private static final int PIECE = 1 << 16;

    private Huge() {}

    static void repeat(OutputStream out, char ascii, long times) throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) ascii);
        for (long left = times; left > 0; left -= PIECE) {
            out.write(piece, 0, (int) Math.min(PIECE, left));
        }
    }
}
