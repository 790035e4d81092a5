package dev.ducksheet.core.edit;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;

/**
 * One edit as a user asks for it: names and values as written, not yet checked against a catalogue.
 *
 * @param sheet the base table or rollup
 * @param column the column of the base table or the measure of the rollup
 * @param condition which rows, or which node
 * @param editor who asks; for the change log
 * @param reach the rows, or the leaves of the rollup, that may be touched
 */
public record CellUpdate(
        String sheet,
        String column,
        Operation operation,
        Condition condition,
        Spreading spreading,
        Expectation expectation,
        String editor,
        Idempotency idempotency,
        Reach reach) {

    /** The editor of updates that name none. */
    public static final String ANONYMOUS = "anonymous";

    /** Returns an update of one who reaches every row. */
    public CellUpdate(
            String sheet,
            String column,
            Operation operation,
            Condition condition,
            Spreading spreading,
            Expectation expectation,
            String editor,
            Idempotency idempotency) {
        this(sheet, column, operation, condition, spreading, expectation, editor, idempotency, Reach.all());
    }

    /** Returns an update with every default: no expectation, no idempotency key, nobody named. */
    public static CellUpdate of(String sheet, String column, Operation operation, Condition condition) {
        return new CellUpdate(
                sheet,
                column,
                operation,
                condition,
                Spreading.byDefault(),
                Expectation.anything(),
                ANONYMOUS,
                Idempotency.none());
    }

    /** Returns this update spread as given. */
    public CellUpdate spread(Spreading spreading) {
        return new CellUpdate(sheet, column, operation, condition, spreading, expectation, editor, idempotency, reach);
    }

    /** Returns this update with a belief about what the cell holds. */
    public CellUpdate expecting(Expectation expectation) {
        return new CellUpdate(sheet, column, operation, condition, spreading, expectation, editor, idempotency, reach);
    }

    /** Returns this update in the name of {@code editor}. */
    public CellUpdate by(String editor) {
        return new CellUpdate(sheet, column, operation, condition, spreading, expectation, editor, idempotency, reach);
    }

    /** Returns this update with an idempotency key. */
    public CellUpdate idempotent(Idempotency idempotency) {
        return new CellUpdate(sheet, column, operation, condition, spreading, expectation, editor, idempotency, reach);
    }

    /** Returns this update confined to some rows. */
    public CellUpdate within(Reach reach) {
        return new CellUpdate(sheet, column, operation, condition, spreading, expectation, editor, idempotency, reach);
    }
}
