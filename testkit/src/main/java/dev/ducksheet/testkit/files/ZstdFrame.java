package dev.ducksheet.testkit.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes Zstandard frames (RFC 8878) whose blocks are raw or one byte repeated: enough for files that are small and
 * unfold to large ones, and for those cut off. Without a checksum.
 */
final class ZstdFrame {
    /** The largest block, and a window for it: 2^(10+7). */
    private static final int BLOCK = 1 << 17;

    private static final int WINDOW_OF_A_BLOCK = 7 << 3;

    /** 2^(10+21) bytes: two gigabytes. */
    private static final int LARGE_WINDOW = 21 << 3;

    private static final int RAW = 0;
    private static final int REPEATED = 1;
    private static final int LITTLE_ENDIAN_MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;

    private ZstdFrame() {}

    static void raw(OutputStream out, byte[] content) throws IOException {
        raw(out, content, WINDOW_OF_A_BLOCK);
    }

    /** Writes a frame whose reader is asked for two gigabytes of memory. */
    static void rawWithLargeWindow(OutputStream out, byte[] content) throws IOException {
        raw(out, content, LARGE_WINDOW);
    }

    private static void raw(OutputStream out, byte[] content, int window) throws IOException {
        header(out, window);
        blockHeader(out, RAW, content.length, true);
        out.write(content);
    }

    static void repeated(OutputStream out, char ascii, long times) throws IOException {
        header(out, WINDOW_OF_A_BLOCK);
        for (long left = times; left > 0; left -= BLOCK) {
            blockHeader(out, REPEATED, (int) Math.min(BLOCK, left), left <= BLOCK);
            out.write(ascii);
        }
    }

    /** Writes a frame that readers skip. */
    static void skippable(OutputStream out, byte[] content) throws IOException {
        littleEndian(out, SKIPPABLE_MAGIC, Integer.BYTES);
        littleEndian(out, content.length, Integer.BYTES);
        out.write(content);
    }

    private static void header(OutputStream out, int window) throws IOException {
        littleEndian(out, LITTLE_ENDIAN_MAGIC, Integer.BYTES);
        out.write(0);
        out.write(window);
    }

    private static void blockHeader(OutputStream out, int type, int size, boolean last) throws IOException {
        littleEndian(out, (size << 3) | (type << 1) | (last ? 1 : 0), 3);
    }

    private static void littleEndian(OutputStream out, int value, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write(value >>> (i * Byte.SIZE));
        }
    }
}
