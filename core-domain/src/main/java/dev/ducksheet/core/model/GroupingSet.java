package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One of the ways in which a rollup shows its leaves: by the first {@code depth} levels and some of the axes; over the
 * other levels and axes they are added up.
 *
 * @param depth the number of levels shown; 0 for totals over all of them
 * @param axes the places of the axes shown, ascending
 * @param id what {@code grouping_set_id} shows: one bit for each axis and then one for each level, set if it is added up,
 *     the finest level lowest, as SQL gives {@code GROUPING_ID(axes, levels)}
 */
public record GroupingSet(int depth, List<Integer> axes, int id) {
    /** From fine to coarse: by depth, then by the number of axes. */
    static final Comparator<GroupingSet> FINEST_FIRST = Comparator.comparingInt(GroupingSet::depth)
            .thenComparingInt(set -> set.axes.size())
            .reversed()
            .thenComparingInt(GroupingSet::id);

    /** Copies the places. */
    public GroupingSet {
        axes = List.copyOf(axes);
    }

    /** Returns the set that shows the first {@code depth} of so many levels, and these of so many axes. */
    static GroupingSet of(int levels, int axes, int depth, List<Integer> shown) {
        int addedUp = (1 << (levels - depth)) - 1;
        int id = IntStream.range(0, axes)
                .filter(place -> !shown.contains(place))
                .map(place -> 1 << (levels + axes - 1 - place))
                .reduce(addedUp, (left, right) -> left | right);
        return new GroupingSet(depth, shown, id);
    }

    /** Returns the values of a row in all axes, empty cells for those that are added up. */
    List<CellValue> shown(List<CellValue> values) {
        if (axes.size() == values.size()) {
            return values;
        }
        var shown = new ArrayList<CellValue>(values.size());
        for (int place = 0; place < values.size(); place++) {
            shown.add(axes.contains(place) ? values.get(place) : CellValue.none());
        }
        return shown;
    }
}
