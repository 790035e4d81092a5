package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import java.util.Arrays;
import java.util.List;

/** Finds the rows of a cached table in which some columns hold given cells: a hash table, chained through arrays. */
final class CachedIndex {
    private static final int NONE = -1;

    private final List<CachedColumn> columns;
    private final int[] heads;
    private final int[] next;

    CachedIndex(List<CachedColumn> columns, int rows) {
        this.columns = columns;
        this.heads = new int[Math.max(1, Integer.highestOneBit(Math.max(1, rows - 1)) * 2)];
        this.next = new int[rows];
        Arrays.fill(heads, NONE);
        for (int row = rows - 1; row >= 0; row--) {
            add(row);
        }
    }

    /** Puts a row before those of higher ids; equality is never true of an empty cell, so such a row is left out. */
    private void add(int row) {
        int hash = 0;
        for (var column : columns) {
            if (column.isNull(row)) {
                return;
            }
            hash = 31 * hash + column.hash(row);
        }
        int slot = slot(hash);
        next[row] = heads[slot];
        heads[slot] = row;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ (mixed >>> 16)) & (heads.length - 1);
    }

    /** Returns where to begin to look for these cells, one for each column and none empty. */
    int first(List<CellValue> cells) {
        int hash = 0;
        for (int i = 0; i < cells.size(); i++) {
            hash = 31 * hash + columns.get(i).hash(cells.get(i));
        }
        return heads[slot(hash)];
    }

    /** Returns the ids of the rows that hold these cells, ascending. */
    long[] find(int first, List<CellValue> cells) {
        var found = new long[1];
        int count = 0;
        for (int row = first; row != NONE; row = next[row]) {
            if (holds(row, cells)) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = row;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean holds(int row, List<CellValue> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!columns.get(i).holds(row, cells.get(i))) {
                return false;
            }
        }
        return true;
    }
}
