package dev.ducksheet.core.edit;

/**
 * Who asks, and whether the same may be asked again.
 *
 * @param editor for the change log
 */
public record Signature(String editor, Idempotency idempotency) {
    /** Returns the signature of a request that may not be repeated. */
    public static Signature of(String editor) {
        return new Signature(editor, Idempotency.none());
    }

    /** Returns the signature of nobody in particular. */
    public static Signature anonymous() {
        return of(CellUpdate.ANONYMOUS);
    }
}
