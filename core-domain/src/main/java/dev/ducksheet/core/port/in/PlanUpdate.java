package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import java.util.List;

/** Says what an update would do, and does nothing. Thread-safe; reads one snapshot. */
public interface PlanUpdate {

    /** Plans the update against the newest committed state. */
    Planning plan(CellUpdate update);

    /** The answer. */
    sealed interface Planning {
        /** The update as it is would do this. */
        record Planned(Plan plan) implements Planning {}

        /** The update would be refused. */
        record Refused(Refusal refusal) implements Planning {}
    }

    /**
     * What an update would do.
     *
     * @param head the state it was planned against
     * @param rows the base rows whose value would be written
     * @param before the total or cell before; empty if it has none
     * @param after the total or cell after
     * @param parts for a spread over children each node of the next level (each leaf where there is no
     *     next level), else each leaf; at most {@link #MAX_PARTS}
     */
    record Plan(
            Cursor head, String sheet, String column, long rows, CellValue before, CellValue after, List<Part> parts) {
        /** More parts than this are not listed. */
        public static final int MAX_PARTS = 1000;

        /** Copies the parts. */
        public Plan {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One node or leaf of a plan.
     *
     * @param label the values of the node's levels below the edited node, or the row's key (its cells, if it has no key)
     * @param remainder the units of the last place that rounding gave it beyond its exact share rounded
     *     down
     */
    record Part(String label, CellValue before, CellValue after, long remainder) {}
}
