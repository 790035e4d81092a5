package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.validation.BoundUpdate;
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
        present.forEach(cell -> Expectations.check(update.expectation(), cell));
        var column = update.target().column();
        return present.stream()
                .map(cell -> Arithmetic.apply(update.operation(), cell, column))
                .toList();
    }
}
