package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.port.out.Images;
import java.util.List;

/**
 * What an update did: how many base rows it touched, the rows that show it, in one word, and what is to be kept of it.
 */
record Effect(long rowsChanged, List<ChangedRow> rows, Event event, Images images) {
    /** Returns what an edit of cells did. */
    Effect(long rowsChanged, List<ChangedRow> rows, Images images) {
        this(rowsChanged, rows, Event.cells(), images);
    }
}
