package dev.ducksheet.core.imports;

/** Rows of a file that did not come into the table. */
public enum Leftovers {
    /** Those that do not fit: the place of the record, the column, the reason, the text. */
    REJECTED,
    /** Those of a key that a later row of the file has: the place of the record, that of the later one, the cells. */
    SUPERSEDED
}
