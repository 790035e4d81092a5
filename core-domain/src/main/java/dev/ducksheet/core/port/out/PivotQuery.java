package dev.ducksheet.core.port.out;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Sheet;
import java.util.List;

/**
 * Asks for a pivot: for each distinct {@code rows} of those that match, ascending with empty cells last, its cells, then
 * for each heading and each of {@code values} the aggregate of the cells whose {@code columns} are that heading. Where
 * there is none, the cell is empty, but for a count, which is 0.
 *
 * @param headings each as many cells as {@code columns}
 * @param filter bound conditions that must all hold
 * @param shown the columns of the answer
 * @param limit the most rows to return; {@link Long#MAX_VALUE} for all
 */
public record PivotQuery(
        Sheet sheet,
        List<Column> rows,
        List<Column> columns,
        List<List<CellValue>> headings,
        List<Column> values,
        Aggregate aggregate,
        List<Condition> filter,
        List<Column> shown,
        long limit) {
    /** Copies the lists. */
    public PivotQuery {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        headings = List.copyOf(headings);
        values = List.copyOf(values);
        filter = List.copyOf(filter);
        shown = List.copyOf(shown);
    }
}
