package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import java.util.List;

/**
 * The rows that a list of conditions matched, grouped by condition in the list's order, and in leaf
 * order within one.
 *
 * @param counts for each condition, how many rows it matched
 * @param rowIds of all matches
 * @param present the content of the asked column, for each match
 * @param rows the whole row for each match, or an empty list beyond the first {@code maxRows} of a
 *     condition
 */
@SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
public record Matches(int[] counts, long[] rowIds, List<CellValue> present, List<List<CellValue>> rows) {}
