package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.Matches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects matches as statements find them and puts them in the order of the conditions. */
final class MatchedRows {
    private final int[] counts;
    private final List<CellValue> present = new ArrayList<>();
    private final List<List<CellValue>> rows = new ArrayList<>();
    private int[] conditions = new int[16];
    private long[] rowIds = new long[16];
    private boolean ordered = true;

    MatchedRows(int conditions) {
        this.counts = new int[conditions];
    }

    /** Returns how many matches of a condition are there so far. */
    int count(int condition) {
        return counts[condition];
    }

    /** Adds a match; those of one condition come in leaf order. */
    void add(int condition, long rowId, CellValue cell, List<CellValue> row) {
        int size = present.size();
        if (size == rowIds.length) {
            conditions = Arrays.copyOf(conditions, size * 2);
            rowIds = Arrays.copyOf(rowIds, size * 2);
        }
        ordered &= size == 0 || conditions[size - 1] <= condition;
        conditions[size] = condition;
        rowIds[size] = rowId;
        present.add(cell);
        rows.add(row);
        counts[condition]++;
    }

    Matches inOrder() {
        int size = present.size();
        if (ordered) {
            return new Matches(counts, Arrays.copyOf(rowIds, size), present, rows);
        }
        var next = starts();
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            order[next[conditions[i]]++] = i;
        }
        var orderedIds = new long[size];
        for (int i = 0; i < size; i++) {
            orderedIds[i] = rowIds[order[i]];
        }
        return new Matches(counts, orderedIds, inOrder(present, order), inOrder(rows, order));
    }

    private int[] starts() {
        var starts = new int[counts.length];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + counts[i - 1];
        }
        return starts;
    }

    private static <T> List<T> inOrder(List<T> list, int[] order) {
        var ordered = new ArrayList<T>(order.length);
        for (int place : order) {
            ordered.add(list.get(place));
        }
        return ordered;
    }
}
