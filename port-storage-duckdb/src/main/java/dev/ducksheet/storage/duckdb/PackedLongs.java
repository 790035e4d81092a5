package dev.ducksheet.storage.duckdb;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Numbers in as few bits as their range needs, block by block: as differences from the least, or, where that is shorter,
 * as differences from the number before (frame of reference and delta, as in D. Lemire and L. Boytsov, "Decoding billions
 * of integers per second through vectorization", 2015).
 */
final class PackedLongs {
    private static final int BLOCK = 1024;
    private static final int DELTAS = 0x80;

    private PackedLongs() {}

    static void write(DataOutputStream out, long[] numbers) throws IOException {
        var deltas = new long[BLOCK];
        for (int from = 0; from < numbers.length; from += BLOCK) {
            int size = Math.min(BLOCK, numbers.length - from);
            long least = numbers[from];
            long most = least;
            long leastDelta = 0;
            long mostDelta = 0;
            for (int i = 1; i < size; i++) {
                long number = numbers[from + i];
                long delta = number - numbers[from + i - 1];
                deltas[i] = delta;
                least = Math.min(least, number);
                most = Math.max(most, number);
                leastDelta = i == 1 ? delta : Math.min(leastDelta, delta);
                mostDelta = i == 1 ? delta : Math.max(mostDelta, delta);
            }
            int width = width(least, most);
            int deltaWidth = width(leastDelta, mostDelta);
            if (deltaWidth < width) {
                out.writeByte(deltaWidth | DELTAS);
                out.writeLong(numbers[from]);
                out.writeLong(leastDelta);
                pack(out, deltas, 1, size - 1, leastDelta, deltaWidth);
            } else {
                out.writeByte(width);
                out.writeLong(least);
                pack(out, numbers, from, size, least, width);
            }
        }
    }

    /** Returns how many bits the difference needs; one beyond 63 bits needs all. */
    private static int width(long least, long most) {
        return Long.SIZE - Long.numberOfLeadingZeros(most - least);
    }

    private static void pack(DataOutputStream out, long[] numbers, int from, int size, long least, int width)
            throws IOException {
        if (width == 0) {
            return;
        }
        var words = ByteBuffer.allocate(Long.BYTES * (size * width / Long.SIZE + 1));
        long word = 0;
        int used = 0;
        for (int i = from; i < from + size; i++) {
            long value = numbers[i] - least;
            word |= value << used;
            used += width;
            if (used >= Long.SIZE) {
                words.putLong(word);
                used -= Long.SIZE;
                word = used == 0 ? 0 : value >>> (width - used);
            }
        }
        if (used > 0) {
            words.putLong(word);
        }
        out.write(words.array(), 0, words.position());
    }

    static long[] read(DataInputStream in, int size) throws IOException {
        var numbers = new long[size];
        for (int from = 0; from < size; from += BLOCK) {
            int count = Math.min(BLOCK, size - from);
            int mark = in.readUnsignedByte();
            if ((mark & DELTAS) == 0) {
                unpack(in, numbers, from, count, in.readLong(), mark);
                continue;
            }
            numbers[from] = in.readLong();
            unpack(in, numbers, from + 1, count - 1, in.readLong(), mark & ~DELTAS);
            for (int i = from + 1; i < from + count; i++) {
                numbers[i] += numbers[i - 1];
            }
        }
        return numbers;
    }

    private static void unpack(DataInputStream in, long[] numbers, int from, int size, long least, int width)
            throws IOException {
        long word = 0;
        int left = 0;
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        for (int i = from; i < from + size; i++) {
            long value = 0;
            if (width > 0) {
                if (left >= width) {
                    value = word;
                    word = width == Long.SIZE ? 0 : word >>> width;
                    left -= width;
                } else {
                    long next = in.readLong();
                    value = word | (left == Long.SIZE ? 0 : next << left);
                    int taken = width - left;
                    word = taken == Long.SIZE ? 0 : next >>> taken;
                    left = Long.SIZE - taken;
                }
                value &= mask;
            }
            numbers[i] = least + value;
        }
    }
}
