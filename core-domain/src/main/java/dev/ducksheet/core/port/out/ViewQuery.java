package dev.ducksheet.core.port.out;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.RowStream;
import java.util.List;

/**
 * Asks for rows of a sheet.
 *
 * @param columns those to return, in this order
 * @param filter bound conditions that must all hold: none or one
 * @param sort most significant first; rows that are equal in it come in leaf order, so that the order
 *     is total; empty cells come last
 * @param limit the most rows to return; {@link Long#MAX_VALUE} for all
 * @param after the values of the sort columns and the tie-breakers of the last row already seen, as
 *     {@link RowStream#resumeAfter} gave them; empty to start
 * @param earlier all tables that the sheet, a table or a rollup, is made of, as they were when they are to be shown; none
 *     to show them as they are
 */
public record ViewQuery(
        Sheet sheet,
        List<Column> columns,
        List<Condition> filter,
        List<SortKey> sort,
        long limit,
        List<CellValue> after,
        List<EarlierTable> earlier) {
    /** Copies the lists. */
    public ViewQuery {
        columns = List.copyOf(columns);
        filter = List.copyOf(filter);
        sort = List.copyOf(sort);
        after = List.copyOf(after);
        earlier = List.copyOf(earlier);
    }

    /** Returns a query for rows as they are. */
    public ViewQuery(
            Sheet sheet,
            List<Column> columns,
            List<Condition> filter,
            List<SortKey> sort,
            long limit,
            List<CellValue> after) {
        this(sheet, columns, filter, sort, limit, after, List.of());
    }

    /** A column to sort by. */
    public record SortKey(Column column, boolean descending) {}
}
