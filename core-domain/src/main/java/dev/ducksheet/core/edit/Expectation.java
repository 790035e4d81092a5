package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;

/** What the editor believes the cell to hold before the edit. */
public sealed interface Expectation {

    /** No belief: the last write wins. */
    record Anything() implements Expectation {}

    /** The update is stale unless the cell, or the total, holds {@code value} when it is applied. */
    record Holding(CellValue value) implements Expectation {}

    /** Returns the absence of any belief. */
    static Expectation anything() {
        return new Anything();
    }
}
