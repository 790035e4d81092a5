package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
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

    /** Adds a shared hold. */
    void add(Hold hold);

    /** Removes a shared hold; says whether it was there. */
    boolean removeHold(UpdateId hold);

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

    /** Says that a constraint of a table, such as UNIQUE or CHECK, forbids a write. */
    final class ConstraintViolatedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names the constraint and the offending value */
        public ConstraintViolatedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
