package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;
import java.time.Instant;
import java.util.List;

/**
 * One applied update as every subscriber sees it.
 *
 * @param sheet what was edited
 * @param column what was edited; empty unless cells of one column were
 * @param at when it was committed, to the millisecond
 * @param rowsChanged the number of base rows the update touched
 * @param rows the rows as they are after this update: base rows first (unless {@code rowsChanged} is
 *     above {@link #MAX_BASE_ROWS}, then none), then every row of every rollup that shows another
 *     value
 * @param event what the update did
 */
public record Change(
        Version version,
        UpdateId updateId,
        String sheet,
        String column,
        String editor,
        Instant at,
        long rowsChanged,
        List<ChangedRow> rows,
        Event event) {

    /** An update of more base rows than this is told by its count and its rollup rows alone. */
    public static final int MAX_BASE_ROWS = 1000;

    /** Copies the rows. */
    public Change {
        rows = List.copyOf(rows);
    }

    /** Returns the change that an edit of cells made. */
    public Change(
            Version version,
            UpdateId updateId,
            String sheet,
            String column,
            String editor,
            Instant at,
            long rowsChanged,
            List<ChangedRow> rows) {
        this(version, updateId, sheet, column, editor, at, rowsChanged, rows, Event.cells());
    }

    /** Returns the same, told of another sheet, and of no column: that is one of the sheet that was edited. */
    public Change on(String sheet) {
        return new Change(version, updateId, sheet, "", editor, at, rowsChanged, rows, event);
    }

    /** Returns how many base rows are told by their count alone. */
    public long rowsOmitted() {
        return rowsChanged > MAX_BASE_ROWS ? rowsChanged : 0;
    }
}
