package dev.ducksheet.storage.duckdb;

import java.util.Optional;

/** Finds the place of a row id in an array of row ids without duplicates that lie close together. */
final class RowIndex {
    private static final int MOST_SLOTS_PER_ROW = 16;

    private final long first;
    private final int[] placeAfter;

    private RowIndex(long first, int[] placeAfter) {
        this.first = first;
        this.placeAfter = placeAfter;
    }

    /** Indexes row ids if they lie so close together that looking at every row between them is cheap. */
    static Optional<RowIndex> ofDense(long[] rowIds) {
        if (rowIds.length == 0) {
            return Optional.empty();
        }
        long first = rowIds[0];
        long last = rowIds[0];
        for (long rowId : rowIds) {
            first = Math.min(first, rowId);
            last = Math.max(last, rowId);
        }
        return last - first < (long) rowIds.length * MOST_SLOTS_PER_ROW
                ? Optional.of(new RowIndex(first, placesAfter(rowIds, first, (int) (last - first + 1))))
                : Optional.empty();
    }

    private static int[] placesAfter(long[] rowIds, long first, int span) {
        var placeAfter = new int[span];
        for (int i = 0; i < rowIds.length; i++) {
            placeAfter[(int) (rowIds[i] - first)] = i + 1;
        }
        return placeAfter;
    }

    /** Returns the place of a row id, or -1. */
    int place(long rowId) {
        long slot = rowId - first;
        return slot >= 0 && slot < placeAfter.length ? placeAfter[(int) slot] - 1 : -1;
    }

    long first() {
        return first;
    }

    long last() {
        return first + placeAfter.length - 1;
    }
}
