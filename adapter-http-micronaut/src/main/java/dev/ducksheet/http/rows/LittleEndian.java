package dev.ducksheet.http.rows;

import java.util.Arrays;

/** Bytes that grow; numbers go in with their least byte first. */
final class LittleEndian {
    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    /** Appends the least {@code count} bytes of a number. */
    void putLong(long number, int count) {
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (number >>> (i * Byte.SIZE));
        }
    }

    /** Sets a bit that is the next, counted from 0. */
    void putBit(int place, boolean value) {
        if (place % Byte.SIZE == 0) {
            ensure(1);
            bytes[size++] = 0;
        }
        if (value) {
            bytes[place / Byte.SIZE] |= (byte) (1 << (place % Byte.SIZE));
        }
    }

    void put(byte[] some) {
        ensure(some.length);
        System.arraycopy(some, 0, bytes, size, some.length);
        size += some.length;
    }

    void clear() {
        size = 0;
    }

    void writeTo(ByteSink out) {
        out.put(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
