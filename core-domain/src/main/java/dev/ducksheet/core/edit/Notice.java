package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened and changed no row, so that it has no version: an import failed, a job ended.
 *
 * @param sheet that it is about; empty if it is about none
 * @param facts what a program may want to read
 */
public record Notice(Instant at, EventType type, String sheet, Map<String, CellValue> facts) {
    /** Copies the facts, ordered by their names. */
    public Notice {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /**
     * A notice as a workbook keeps it.
     *
     * @param number consecutive, the first is 1
     */
    public record Kept(long number, Notice notice) {}
}
