package dev.ducksheet.storage.duckdb;

import java.util.Arrays;

/** Numbers distinct longs 0, 1, 2 and so on as they first come: small ones by plain indexing, others by open addressing. */
final class Interning {
    private static final int SMALL = 1 << 22;

    private int[] small = new int[1 << 10];
    private int[] slots = new int[1024];
    private long[] keys = new long[256];
    private int size;

    /** Returns the number of {@code key}, a new one if it has none. */
    int number(long key) {
        if (key >= 0 && key < SMALL) {
            return indexed((int) key);
        }
        return hashed(key);
    }

    private int indexed(int key) {
        if (key >= small.length) {
            small = Arrays.copyOf(small, Math.min(SMALL, Integer.highestOneBit(key) * 2));
        }
        if (small[key] == 0) {
            small[key] = append(key);
        }
        return small[key] - 1;
    }

    private int hashed(long key) {
        int slot = slot(key);
        while (slots[slot] != 0) {
            if (keys[slots[slot] - 1] == key) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        int number = append(key);
        slots[slot] = number;
        if (number * 2 > slots.length) {
            rehash();
        }
        return number - 1;
    }

    private int append(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size++] = key;
        return size;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32)) & (slots.length - 1);
    }

    private void rehash() {
        slots = new int[slots.length * 4];
        for (int i = 0; i < size; i++) {
            if (keys[i] < 0 || keys[i] >= SMALL) {
                int slot = slot(keys[i]);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = i + 1;
            }
        }
    }

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    /** Returns all keys, by number. */
    long[] keys() {
        return Arrays.copyOf(keys, size);
    }
}
