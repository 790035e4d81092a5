package dev.ducksheet.storage.duckdb;

import java.util.Arrays;

/** Numbers distinct pairs of numbers 0, 1, 2 and so on as they first come. */
final class Pairing {
    private final Interning pairs = new Interning();
    private int[] firsts = new int[256];
    private int[] seconds = new int[256];

    int number(int first, int second) {
        int number = pairs.number(paired(first, second));
        if (number == firsts.length) {
            firsts = Arrays.copyOf(firsts, number * 2);
            seconds = Arrays.copyOf(seconds, number * 2);
        }
        firsts[number] = first;
        seconds[number] = second;
        return number;
    }

    /** M. Szudzik, "An Elegant Pairing Function" (2006): pairs of small numbers give small numbers. */
    private static long paired(long first, long second) {
        return first >= second ? first * first + first + second : second * second + first;
    }

    int size() {
        return pairs.size();
    }

    int first(int number) {
        return firsts[number];
    }

    int second(int number) {
        return seconds[number];
    }
}
