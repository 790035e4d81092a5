package dev.ducksheet.http.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow; writes numbers, days and text without an object in between. */
final class ByteSink {
    private static final int PIECE = 1024;
    private static final int MOST_BYTES_PER_CHAR = 6;
    private static final byte[] PAIRS = pairs();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Returns what was written and starts anew. */
    byte[] take() {
        var taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    void put(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    void put(byte[] some) {
        put(some, some.length);
    }

    /** Writes the first bytes of an array. */
    void put(byte[] some, int count) {
        ensure(count);
        System.arraycopy(some, 0, bytes, size, count);
        size += count;
    }

    @SuppressWarnings("deprecation") // the one copy of Latin-1 without a charset's detour
    void ascii(String text) {
        int length = text.length();
        ensure(length);
        text.getBytes(0, length, bytes, size);
        size += length;
    }

    /** Writes a whole number. */
    void number(long number) {
        if (number == Long.MIN_VALUE) {
            ascii("-9223372036854775808");
            return;
        }
        ensure(20);
        long rest = number;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        digits(rest, width(rest));
    }

    /** Writes a decimal of {@code scale} places, without zeros at its end. */
    void decimal(long units, int scale) {
        long rest = units;
        int places = scale;
        while (places > 0 && rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        if (places == 0) {
            number(rest);
            return;
        }
        if (rest < 0) {
            put('-');
            rest = -rest;
        }
        long power = power(places);
        number(rest / power);
        put('.');
        padded(rest % power, places);
    }

    /** Writes digits with zeros before them. */
    void padded(long number, int width) {
        ensure(width);
        digits(number, width);
    }

    private void digits(long number, int width) {
        int at = size + width;
        long rest = number;
        while (at - size >= 2) {
            int pair = (int) (rest % 100) * 2;
            rest /= 100;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
        }
        if (at > size) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        size += width;
    }

    private static int width(long number) {
        int width = 1;
        for (long bound = 10; width < 19 && number >= bound; bound *= 10) {
            width++;
        }
        return width;
    }

    private static long power(int places) {
        long power = 1;
        for (int i = 0; i < places; i++) {
            power *= 10;
        }
        return power;
    }

    /** Writes text with JSON's quotes and escapes. */
    void json(String text) {
        put('"');
        for (int from = 0; from < text.length(); from += PIECE) {
            json(text, from, Math.min(text.length(), from + PIECE));
        }
        put('"');
    }

    private void json(String text, int from, int to) {
        ensure((to - from) * MOST_BYTES_PER_CHAR);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else if (c >= 0x80) {
                multiByte(text, i);
            } else {
                escape(c);
            }
        }
    }

    /** Writes text as it is, with its quotes doubled. */
    void csv(String text) {
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            ensure((to - from) * MOST_BYTES_PER_CHAR);
            for (int i = from; i < to; i++) {
                csv(text, i);
            }
        }
    }

    private void csv(String text, int i) {
        char c = text.charAt(i);
        if (c >= 0x80) {
            multiByte(text, i);
            return;
        }
        bytes[size++] = (byte) c;
        if (c == '"') {
            bytes[size++] = '"';
        }
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            default -> {
                bytes[size++] = 'u';
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[c >> 4];
                bytes[size++] = HEX[c & 15];
            }
        }
    }

    /** Writes the character in UTF-8 whose first half, or all, is at {@code i}; its second half then writes nothing. */
    private void multiByte(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | (c >> 6));
            follow(c);
        } else if (!Character.isSurrogate(c)) {
            bytes[size++] = (byte) (0xE0 | (c >> 12));
            follow(c >> 6);
            follow(c);
        } else if (startsPair(text, i)) {
            int codePoint = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[size++] = (byte) (0xF0 | (codePoint >> 18));
            follow(codePoint >> 12);
            follow(codePoint >> 6);
            follow(codePoint);
        } else if (i == 0 || !startsPair(text, i - 1)) {
            bytes[size++] = '?';
        }
    }

    private void follow(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3F));
    }

    private static boolean startsPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private static byte[] pairs() {
        var pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
