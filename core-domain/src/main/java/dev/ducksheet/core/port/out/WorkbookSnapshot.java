package dev.ducksheet.core.port.out;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One state of the workbook, to read from. In a {@link WorkbookTransaction} it is the state with the
 * transaction's own writes.
 *
 * <p>Conditions come in bound: every column exists in the sheet they are for and every literal has
 * the column's type. Rows are named by row ids: numbers that are stable within one snapshot or
 * transaction and mean nothing beyond it. Used by one thread at a time.
 */
public interface WorkbookSnapshot extends AutoCloseable {

    /** Returns the epoch and version of this state. */
    Cursor head();

    /** Returns the sheets of this state. Cheap, unless they are others than those last committed. */
    Catalog catalog();

    /** Returns the shared holds, in the order in which they were placed. */
    List<Hold> holds();

    /**
     * Finds the rows of {@code table} that each condition matches.
     *
     * @param column whose present content is returned
     * @param conditions any number; a row may match several
     * @param maxRows the whole row is returned for the first {@code maxRows} matches of each condition
     */
    Matches match(Table table, Column column, List<Condition> conditions, int maxRows);

    /** Returns whole rows in the order of {@code rowIds}, cells in the table's order. */
    List<List<CellValue>> rows(Table table, long[] rowIds);

    /**
     * Finds for each of these lists of cells a row of {@code table} that holds them in {@code columns}; if several do,
     * one of them.
     *
     * @param values none of them empty, each of its column's type
     */
    Holders find(Table table, List<Column> columns, List<List<CellValue>> values);

    /**
     * Finds the nodes of {@code rollup} that a condition over its levels, axes and {@code
     * grouping_set_id} matches in a grouping set, where what is added up is empty; each with exactly those axes of the
     * set that the condition names, the others stay open.
     *
     * @param limit at most so many are returned
     */
    NodeMatches nodes(Rollup rollup, GroupingSet set, Condition condition, int limit);

    /** Reads the leaves that an edit may touch, with everything a spread needs to know of them. */
    LeafSet leaves(LeafQuery query);

    /**
     * Returns for each of these rows of the rollup's base table where it is by all levels and axes, in the order of
     * {@code rowIds}.
     */
    LeafKeys leafKeys(Rollup rollup, long[] rowIds);

    /**
     * Returns the rollup rows, of every grouping set, that count at least one of these rows.
     *
     * @param table the rollup's base table or one joined to it
     */
    Set<RollupKey> touchedKeys(Rollup rollup, Table table, long[] rowIds);

    /**
     * Returns those of these rollup rows that exist, with their totals; in any order.
     *
     * @throws TotalOutOfRangeException if one of the totals is beyond what its column holds; a transaction can then
     *     only be closed
     */
    List<RollupRow> rollupRows(Rollup rollup, Collection<RollupKey> keys);

    /**
     * Reads rows for display, in constant memory. The stream belongs to this snapshot and ends with it;
     * one at a time.
     */
    RowStream view(ViewQuery query);

    /**
     * Returns the distinct cells of {@code columns} in the rows that match, ascending, empty cells last.
     *
     * @param filter bound conditions that must all hold
     * @param limit at most so many
     */
    List<List<CellValue>> distinct(Sheet sheet, List<Column> columns, List<Condition> filter, int limit);

    /** Reads a pivot for display; the stream as that of {@link #view}. */
    RowStream pivot(PivotQuery query);

    /** Reads cells of several columns as rows for display; the stream as that of {@link #view}. */
    RowStream unpivot(UnpivotQuery query);

    /** Returns the saved queries, by name. */
    List<SavedQuery> queries();

    /**
     * Returns the changes after {@code since}, ascending and consecutive.
     *
     * @param limit at most so many
     * @return an empty list at the head, or if the next version is no longer retained: see {@link
     *     #oldestRetained}
     */
    List<Change> changes(Version since, int limit);

    /** Returns what is kept of webhooks. */
    WebhookLog webhooks();

    /** Returns the version from which on changes are retained, or the one after the head if none is. */
    Version oldestRetained();

    /** Returns the version from which on images are kept, or the one after the head if none are. */
    Version oldestImages();

    /** Returns by what these rows are known for good, in their order. */
    RowNames names(Table table, long[] rowIds);

    /**
     * Finds rows by their names.
     *
     * @param names of columns that the table has
     * @return their ids in the same order, {@link Holders#NONE} where there is no such row
     */
    long[] named(Table table, RowNames names);

    /** Returns the cells of one column of these rows, in their order. */
    CellColumn cells(Table table, Column column, long[] rowIds);

    /** Returns a version with what is kept of it, all its rows; empty if there is none, or it is no longer retained. */
    Optional<Past> past(Version version);

    /**
     * Returns the versions up to {@code newest}, it included, in descending order. Of those that touched more than
     * {@link Change#MAX_BASE_ROWS} rows the images are left out, as {@link Images.Omitted}.
     *
     * @param limit at most so many
     */
    List<Past> past(Version newest, int limit);

    /**
     * Returns how the columns of a table of this name changed after {@code since}, ascending; as far back as images are
     * kept.
     */
    List<Reshaping> reshapings(String table, Version since);

    /** A version that changed a table's columns. */
    record Reshaping(Version version, Images.Reshaped images) {}

    @Override
    void close();

    /** Says that a rollup has a total that its column cannot hold. */
    final class TotalOutOfRangeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Names the totals of {@code rollup} that may be the one. */
        public TotalOutOfRangeException(Rollup rollup) {
            super(rollup.measuresThatMayOverflow().stream()
                    .map(measure ->
                            measure.name() + ", " + rollup.typeOfTotal(measure).sqlName())
                    .collect(Collectors.joining(
                            " or ", "a total of " + rollup.name() + " would be beyond its column: ", "")));
        }
    }
}
