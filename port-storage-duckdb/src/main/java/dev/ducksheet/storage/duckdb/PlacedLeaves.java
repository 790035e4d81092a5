package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.LeafKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves with the rollup row in which each counts, as they were read last: who spreads over leaves asks next where they
 * count.
 *
 * @param numbers for each leaf the number of its levels and axes in {@code keys}
 * @param keys levels and axes; some may be alike
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these records
record PlacedLeaves(Rollup rollup, long[] rowIds, int[] numbers, List<List<CellValue>> keys) {

    /** Returns the keys of some of these leaves; empty if not all of them are here. */
    Optional<LeafKeys> keysOf(Rollup asked, long[] some) {
        return asked.equals(rollup) ? RowIndex.ofDense(rowIds).flatMap(index -> keysOf(index, some)) : Optional.empty();
    }

    private Optional<LeafKeys> keysOf(RowIndex index, long[] some) {
        var numbersOfSome = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            int place = index.place(some[i]);
            if (place < 0) {
                return Optional.empty();
            }
            numbersOfSome[i] = numbers[place];
        }
        return Optional.of(leafKeys(rollup, numbersOfSome, keys));
    }

    /** Returns the keys of leaves by their numbers, those alone that are there. */
    static LeafKeys leafKeys(Rollup rollup, int[] numbers, List<List<CellValue>> keys) {
        var used = new Interning();
        var dense = new int[numbers.length];
        for (int i = 0; i < dense.length; i++) {
            dense[i] = used.number(numbers[i]);
        }
        var cells = new ArrayList<List<CellValue>>(used.size());
        for (int i = 0; i < used.size(); i++) {
            cells.add(keys.get((int) used.key(i)));
        }
        var distinct = Distinct.of(cells);
        return new LeafKeys(rollupKeys(rollup, distinct.cells()), distinct.placesOf(dense));
    }

    /** Makes keys of cells, each levels and then axes. */
    static List<RollupKey> rollupKeys(Rollup rollup, List<List<CellValue>> cells) {
        int levels = rollup.levels().size();
        return cells.stream()
                .map(it -> RollupKey.ofLeaf(it.subList(0, levels), it.subList(levels, it.size())))
                .toList();
    }

    /** Says whether a write of {@code column} may move these leaves to other rows. */
    boolean dependOn(ColumnRef column) {
        return rollup.isAddressedBy(column);
    }
}
