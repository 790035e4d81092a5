package dev.ducksheet.core.port.in;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import java.util.List;

/**
 * Turns the rows of a table, rollup or view: cells into headings, or headings into cells. Of a rollup only the finest rows
 * count, unless the request names {@code grouping_set_id}, so that nothing counts twice. Thread-safe.
 */
public interface PivotTable {
    /** More columns than this no pivot has beside those that stay. */
    int MAX_COLUMNS = 1000;

    /**
     * Opens one row for each distinct cells of the columns that stay, sorted by them, or says what is wrong with the
     * request: an unknown column, cells that have no such aggregate, too many headings, or two of one name.
     */
    Opening pivot(Pivot request);

    /** Opens one row for each cell of the turned columns that is not empty, or says what is wrong with the request. */
    Opening unpivot(Unpivot request);

    /**
     * A request for a pivot. It has a column for each distinct cell, or distinct cells, of {@code columns}; for several
     * {@code values}, one for each of them.
     *
     * @param rows the columns that stay, at least one
     * @param columns whose cells become headings, at least one
     * @param values what is aggregated, at least one
     * @param filter a condition's text; blank for all rows
     * @param limit the most rows; {@link Long#MAX_VALUE} for all
     */
    record Pivot(
            String sheet,
            List<String> rows,
            List<String> columns,
            List<String> values,
            Aggregate aggregate,
            String filter,
            long limit) {
        /** Copies the lists. */
        public Pivot {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    /**
     * A request for the way back: the columns that stay, then the name of a turned column as {@code name}, then its cell
     * as {@code value}.
     *
     * @param columns that are turned, at least one, of types that go together
     * @param keep the columns that stay; empty for all others
     * @param filter a condition's text; blank for all rows
     * @param limit the most rows; {@link Long#MAX_VALUE} for all
     */
    record Unpivot(
            String sheet,
            List<String> columns,
            List<String> keep,
            String name,
            String value,
            String filter,
            long limit) {
        /** Copies the lists. */
        public Unpivot {
            columns = List.copyOf(columns);
            keep = List.copyOf(keep);
        }
    }
}
