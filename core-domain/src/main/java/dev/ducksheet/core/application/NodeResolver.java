package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the one node of a rollup that a condition addresses. */
final class NodeResolver {
    private final WorkbookSnapshot workbook;
    private final Rollup rollup;

    NodeResolver(WorkbookSnapshot workbook, Rollup rollup) {
        this.workbook = workbook;
        this.rollup = rollup;
    }

    /**
     * Returns the node whose levels are pinned as a prefix that a grouping set shows; else the one row of the finest
     * grouping set that has a match.
     *
     * @param condition bound to the rollup's levels, axes and grouping set id
     * @param reach rows outside of it are not looked for, so that nothing is learnt of them
     * @throws RefusedException if there is no such row, or several
     */
    NodeAddress resolve(Condition condition, Reach reach) {
        return condition.equalities().flatMap(this::prefix).orElseGet(() -> finestMatch(condition, reach));
    }

    private Optional<NodeAddress> prefix(Map<String, CellValue> pinned) {
        var path = new ArrayList<CellValue>();
        for (var level : rollup.levels()) {
            var value = pinned.get(level.name());
            if (value == null) {
                break;
            }
            path.add(value);
        }
        var axes = new HashMap<String, CellValue>();
        for (var axis : rollup.axes()) {
            var value = pinned.get(axis.name());
            if (value != null) {
                axes.put(axis.name(), value);
            }
        }
        var id = pinned.get(Rollup.GROUPING_SET_ID);
        boolean everythingUsed = path.size() + axes.size() + (id == null ? 0 : 1) == pinned.size();
        boolean shown = rollup.groupingSets().stream()
                .anyMatch(set -> set.depth() == path.size()
                        && rollup.tells(set, axes.keySet())
                        && (id == null || id.equals(CellValue.of(set.id()))));
        return everythingUsed && shown ? Optional.of(new NodeAddress(path, axes)) : Optional.empty();
    }

    private NodeAddress finestMatch(Condition condition, Reach reach) {
        var within = reach.and(condition);
        for (GroupingSet set : rollup.groupingSets()) {
            var found = workbook.nodes(rollup, set, within, 1);
            if (found.count() == 1) {
                return found.nodes().get(0);
            }
            if (found.count() > 1) {
                throw ambiguous(condition, set, found.count());
            }
        }
        throw noMatch(rollup.name(), condition);
    }

    private RefusedException ambiguous(Condition condition, GroupingSet set, long count) {
        return new RefusedException(
                Reason.AMBIGUOUS_NODE,
                "/condition",
                "the condition matches " + count + " rows of " + rollup.name() + " with grouping_set_id " + set.id()
                        + ", and an edit needs exactly one; " + remedy(condition, set));
    }

    private String remedy(Condition condition, GroupingSet set) {
        var mentioned = condition.columns().stream().map(name -> name.name()).toList();
        List<String> open = rollup.levels().stream()
                .limit(set.depth())
                .map(Level::name)
                .filter(name -> !mentioned.contains(name))
                .toList();
        if (!open.isEmpty()) {
            return "pin " + open.get(0) + " to one value";
        }
        var axes = rollup.axes().stream()
                .map(Axis::name)
                .filter(mentioned::contains)
                .toList();
        return "pin each of " + String.join(", ", mentioned) + " to one value with ="
                + (axes.isEmpty() ? "" : ", or leave an axis out for the total over it");
    }

    static RefusedException noMatch(String sheet, Condition condition) {
        return new RefusedException(
                Reason.NO_MATCH,
                "/condition",
                "no row of " + sheet + " matches " + excerpt(condition.text())
                        + "; nothing is created by an edit, check the values");
    }

    private static String excerpt(String text) {
        return text.length() <= 200 ? text : text.substring(0, 197) + "...";
    }
}
