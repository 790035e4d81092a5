package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.validation.BoundUpdate;
import java.util.ArrayList;
import java.util.List;

/** What a plain update makes of the cells it matches. */
final class PlainDecision {
    private PlainDecision() {}

    /**
     * Returns the new cells.
     *
     * @param present the matching cells
     * @throws dev.ducksheet.core.validation.RefusedException if none matches, one is stale, or one does not fit
     */
    static List<CellValue> decide(BoundUpdate.Plain update, List<CellValue> present) {
        if (present.isEmpty()) {
            throw NodeResolver.noMatch(update.target().sheet().name(), update.condition());
        }
        var column = update.target().column();
        var cells = new ArrayList<CellValue>(present.size());
        for (var cell : present) {
            Expectations.check(update.expectation(), cell);
            cells.add(Arithmetic.apply(update.operation(), cell, column));
        }
        return cells;
    }
}
