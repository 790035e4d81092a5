package dev.ducksheet.core.port.out;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Sheet;
import java.util.List;

/**
 * Asks for the cells of {@code columns} that are not empty, a row for each: the cells of {@code keep}, the column's name,
 * the cell. The rows come in the order of a view without a sort, those of one row in the order of {@code columns}.
 *
 * @param filter bound conditions that must all hold
 * @param name the column of the answer that holds the names
 * @param value the column of the answer that holds the cells, of a type that holds all of them
 * @param limit the most rows to return; {@link Long#MAX_VALUE} for all
 */
public record UnpivotQuery(
        Sheet sheet,
        List<Column> keep,
        List<Column> columns,
        List<Condition> filter,
        Column name,
        Column value,
        long limit) {
    /** Copies the lists. */
    public UnpivotQuery {
        keep = List.copyOf(keep);
        columns = List.copyOf(columns);
        filter = List.copyOf(filter);
    }
}
