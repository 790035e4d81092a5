package dev.ducksheet.seed;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes of CSV on their way to a stream, collected so that it is asked seldom. For one thread. */
final class CsvBytes {
    /** More than the longest record has. */
    private static final int ROOM_FOR_ONE_RECORD = 1 << 12;

    private static final int SIZE = 1 << 17;

    /** The digits of Crockford's base 32: no letter is taken for a digit. */
    private static final String CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int BITS_OF_A_DIGIT = 5;
    private static final int CASE = 'a' - 'A';

    private final OutputStream out;
    private final byte[] bytes = new byte[SIZE];
    private int length;

    CsvBytes(OutputStream out) {
        this.out = out;
    }

    CsvBytes put(char ascii) {
        bytes[length++] = (byte) ascii;
        return this;
    }

    CsvBytes put(byte[] more) {
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    CsvBytes putNumber(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        length += digits;
        long rest = number;
        for (int i = 1; i <= digits; i++) {
            bytes[length - i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Puts the lowest bits of a number as letters and digits, as many as are asked for, with leading zeros. */
    CsvBytes putCode(long number, int digits, boolean lowerCase) {
        for (int i = digits - 1; i >= 0; i--) {
            char digit = CODE.charAt((int) (number >>> (i * BITS_OF_A_DIGIT)) & (CODE.length() - 1));
            put(lowerCase && digit >= 'A' ? (char) (digit + CASE) : digit);
        }
        return this;
    }

    /** Tells that a record has ended, and so that this is a good time to write. */
    void recordEnded() throws IOException {
        if (length > SIZE - ROOM_FOR_ONE_RECORD) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }
}
