package dev.ducksheet.core.imports;

import java.util.Locale;

/** How far a job is. They follow each other in this order; from any but the last three it may come to those. */
public enum JobState {
    /** The file is coming in. */
    RECEIVING,
    /** The file is there and waits for its turn. */
    WAITING,
    /** The file is read and made ready, beside the edits. */
    PARSING,
    /** What was made ready waits for the writer, and is then merged in one transaction. */
    MERGING,
    /** It is merged. */
    DONE,
    /** Nothing was merged; the reason is told. */
    FAILED,
    /** Nothing was merged, because somebody wished so. */
    CANCELLED;

    /** Says whether nothing more comes of it. */
    public boolean isOver() {
        return compareTo(DONE) >= 0;
    }

    /** Returns the name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
