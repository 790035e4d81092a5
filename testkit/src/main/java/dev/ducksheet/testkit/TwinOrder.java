package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.CellComparison;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The orders of rows: empty cells last, whichever way the others go. */
final class TwinOrder {
    private TwinOrder() {}

    static int compare(CellValue left, CellValue right, boolean descending) {
        if (left.isNull() || right.isNull()) {
            return Boolean.compare(left.isNull(), right.isNull());
        }
        int ascending = CellComparison.compare(left, right);
        return descending ? -ascending : ascending;
    }

    static Comparator<List<CellValue>> lexicographic(List<Boolean> descending) {
        return (left, right) -> {
            for (int i = 0; i < left.size(); i++) {
                boolean down = i < descending.size() && descending.get(i);
                int order = compare(left.get(i), right.get(i), down);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /** Returns what tells the leaves' order: the key, then the place. */
    static List<CellValue> leafRank(TwinState state, Table table, int index) {
        var row = state.rows(table.name()).get(index);
        var rank = new ArrayList<CellValue>();
        table.key().forEach(column -> rank.add(state.cell(table, row, column)));
        rank.add(CellValue.of(state.rowId(table.name(), index)));
        return rank;
    }

    /** Returns the places of all rows of a table, in leaf order. */
    static List<Integer> leafOrder(TwinState state, Table table) {
        var byRank = Comparator.comparing((Integer i) -> leafRank(state, table, i), lexicographic(List.of()));
        return IntStream.range(0, state.rows(table.name()).size())
                .boxed()
                .sorted(byRank)
                .toList();
    }
}
