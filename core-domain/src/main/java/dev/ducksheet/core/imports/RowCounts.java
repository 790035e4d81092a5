package dev.ducksheet.core.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What became of the rows of a file; they add up to {@code read}, {@code deleted} apart.
 *
 * @param read records that were found, the header not among them
 * @param inserted rows that are new in the table
 * @param updated rows that took other cells
 * @param unchanged rows that were there as they are
 * @param superseded rows of a key that a later row of the file has too
 * @param rejected records that do not fit
 * @param deleted rows of the table that are gone, because the file replaces them
 */
public record RowCounts(
        long read, long inserted, long updated, long unchanged, long superseded, long rejected, long deleted) {
    /** Returns the counts by their names on the wire, {@code read} first. */
    public Map<String, Long> byName() {
        var byName = new LinkedHashMap<String, Long>();
        byName.put("read", read);
        byName.put("inserted", inserted);
        byName.put("updated", updated);
        byName.put("unchanged", unchanged);
        byName.put("superseded", superseded);
        byName.put("rejected", rejected);
        byName.put("deleted", deleted);
        return byName;
    }

    /** Reads what {@link #byName} tells. */
    public static RowCounts from(ToLongFunction<String> count) {
        return new RowCounts(
                count.applyAsLong("read"),
                count.applyAsLong("inserted"),
                count.applyAsLong("updated"),
                count.applyAsLong("unchanged"),
                count.applyAsLong("superseded"),
                count.applyAsLong("rejected"),
                count.applyAsLong("deleted"));
    }

    /** Returns the counts before anything was read. */
    public static RowCounts none() {
        return new RowCounts(0, 0, 0, 0, 0, 0, 0);
    }
}
