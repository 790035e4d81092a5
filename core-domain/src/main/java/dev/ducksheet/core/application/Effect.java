package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import java.util.List;

/** What an update did: how many base rows it touched, the rows that show it, and in one word. */
record Effect(long rowsChanged, List<ChangedRow> rows, Event event) {
    /** Returns what an edit of cells did. */
    Effect(long rowsChanged, List<ChangedRow> rows) {
        this(rowsChanged, rows, Event.cells());
    }
}
