package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.spread.Amounts;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The one write transaction. All or nothing: what was written is seen by others after {@link
 * #commit} returned, and is then durable; {@link #close} without a commit leaves no trace.
 */
public interface WorkbookTransaction extends WorkbookSnapshot {

    /** Returns the outcomes of those requests that are decided already, in earlier transactions. */
    Map<UpdateId, Outcome> decided(Collection<UpdateId> ids);

    /** Returns the first use of those idempotency keys that were used in earlier transactions. */
    Map<String, KeyUse> uses(Collection<String> idempotencyKeys);

    /**
     * Writes one cell in each of these rows.
     *
     * @param rowIds without duplicates
     * @param cells as many, of the column's type, in range
     * @throws ConstraintViolatedException if a constraint of the table forbids it; the transaction can
     *     then only be closed
     */
    void write(Table table, Column column, long[] rowIds, List<CellValue> cells);

    /**
     * Writes one amount in each of these rows; the same contract, without an object per cell.
     *
     * @param amounts as many, in units of the column's scale, in range
     */
    void write(Table table, Column column, long[] rowIds, Amounts amounts);

    /**
     * Adds rows behind those that are there.
     *
     * @param rows whole rows in the table's order, of its types
     * @return their ids, in the same order
     * @throws ConstraintViolatedException as {@link #write}
     */
    long[] insert(Table table, List<List<CellValue>> rows);

    /**
     * Writes several cells in each of these rows at once.
     *
     * @param columns that are written
     * @param rowIds without duplicates
     * @param rows as many, each the whole row as it is to be, which differs from the present one in {@code columns} alone
     * @throws ConstraintViolatedException as {@link #write}
     */
    void replace(Table table, List<Column> columns, long[] rowIds, List<List<CellValue>> rows);

    /**
     * Puts rows back that were there before, under the names that they had. Ids of other rows of the table that were
     * given out before may be no longer good.
     *
     * @param names as many; of columns that the table has
     * @param rows whole rows in the table's order, of its types; if it has a key, that of {@code names}
     * @return their ids, in the same order
     * @throws ConstraintViolatedException as {@link #write}
     */
    long[] restore(Table table, RowNames names, List<List<CellValue>> rows);

    /**
     * Removes rows.
     *
     * @param rowIds without duplicates
     * @throws ConstraintViolatedException if rows of another table refer to one of them; as {@link #write}
     */
    void delete(Table table, long[] rowIds);

    /**
     * Decides how the rows that were made ready for a job meet those of a table. Like {@link #create} it is the only
     * thing that its transaction does, but for {@link #record}. Misfits that only show now are kept
     * where {@link ImportStore#leftovers} finds them.
     *
     * @param job under which they lie
     * @throws RowsNotReadyException if there are none, if the table has other columns now, or if the merge is to be
     *     refused for a misfit; nothing is written
     */
    RowMerger merge(Table table, UpdateId job, Merging merging);

    /**
     * Makes a table without rows. From now on {@link #catalog} has it. Like {@link #alter} and {@link #drop} it is the
     * only thing that its transaction does, but for {@link #record}.
     *
     * @throws ConstraintViolatedException if the store cannot have such a table; the transaction can then only be closed
     */
    void create(Table table);

    /**
     * Gives a table other columns. The rows stay the same rows, in their order.
     *
     * @param columns where the cells come from, for each column of {@code after}
     * @throws InUseException if a view could no longer be read
     * @throws ConstraintViolatedException if the store cannot do it; in either case the transaction can then only be
     *     closed
     */
    void alter(Table before, Table after, List<ColumnSource> columns);

    /**
     * Removes a table with its rows.
     *
     * @throws InUseException if a view could no longer be read
     * @throws ConstraintViolatedException if the store cannot do it; in either case the transaction can then only be
     *     closed
     */
    void drop(Table table);

    /** Returns the aggregates that were made, some of which may be gone since. */
    List<Aggregation> aggregations();

    /**
     * Makes an aggregate of what its table holds now, in the place of the table or view of its name if there is one.
     * Like {@link #create} it is the only thing that its transaction does. From now on {@link #aggregations} has it.
     *
     * @param made as {@link Aggregation#over} gives it
     * @return how many rows were written: none of a view
     * @throws InUseException if a view could no longer be read
     * @throws ConstraintViolatedException if the store cannot do it, as when a sum is more than its type can hold; in
     *     either case the transaction can then only be closed
     */
    long aggregate(Aggregation aggregation, Sheet made);

    /**
     * Removes an aggregate that is a view; the same contract as that of a table.
     *
     * @throws InUseException if a view could no longer be read; the transaction can then only be closed
     */
    void drop(DerivedView view);

    /**
     * Defines a rollup. Like {@link #create} it is the only thing that its transaction does.
     *
     * @throws RollupDefinition.UnresolvableException if a leaf would find two rows of a joined table; nothing is written
     * @throws ConstraintViolatedException as {@link #create}
     */
    void define(RollupDefinition rollup);

    /**
     * Removes a rollup; the same contract as that of a table.
     *
     * @throws InUseException if a view could no longer be read; the transaction can then only be closed
     */
    void drop(Rollup rollup);

    /** Keeps a query, in the place of one of the same name if there is one. */
    void save(SavedQuery query);

    /** Removes a saved query; says whether it was there. */
    boolean removeQuery(String name);

    /** Adds a shared hold. */
    void add(Hold hold);

    /** Removes a shared hold; says whether it was there. */
    boolean removeHold(UpdateId hold);

    /** Says whether {@link #record} keeps images; if it does not, none need be made. */
    boolean keepsImages();

    /** Returns what is kept of webhooks, to be written. */
    @Override
    WebhookLedger webhooks();

    /** Returns all API keys, the oldest first, with those that this transaction has put. */
    List<ApiKey> keys();

    /** Adds an API key, or puts it in the place of the one with its id. */
    void put(ApiKey key);

    /**
     * Keeps what became of these requests, for {@link WorkbookStore#outcome} and the change log; the
     * versions continue the head.
     *
     * @throws IllegalArgumentException if a version does not follow the one before
     */
    void record(List<Decision> decisions);

    /**
     * Commits.
     *
     * @param position of the last request of this batch; on a restart the queue is read from after it
     */
    void commit(QueuePosition position);

    /** Says that a view needs what was to be taken away. */
    final class InUseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names the views */
        public InUseException(String message) {
            super(message);
        }
    }

    /** Says that the rows of a file cannot be merged. */
    final class RowsNotReadyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names what is in the way and the remedy */
        public RowsNotReadyException(String message) {
            super(message);
        }
    }

    /** Says that a constraint of a table, such as UNIQUE or CHECK, forbids a write. */
    final class ConstraintViolatedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names the constraint and the offending value */
        public ConstraintViolatedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
