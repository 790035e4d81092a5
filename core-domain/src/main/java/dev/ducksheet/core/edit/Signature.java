package dev.ducksheet.core.edit;

import dev.ducksheet.core.access.Reach;

/**
 * Who asks, whether the same may be asked again, and of which rows.
 *
 * @param editor for the change log
 * @param reach the rows of the sheet that may be touched
 */
public record Signature(String editor, Idempotency idempotency, Reach reach) {
    /** Returns the signature of one who reaches every row. */
    public Signature(String editor, Idempotency idempotency) {
        this(editor, idempotency, Reach.all());
    }

    /** Returns the signature of a request that may not be repeated. */
    public static Signature of(String editor) {
        return new Signature(editor, Idempotency.none());
    }

    /** Returns the signature of nobody in particular. */
    public static Signature anonymous() {
        return of(CellUpdate.ANONYMOUS);
    }
}
