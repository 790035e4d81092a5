package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal;

/**
 * Carries a refusal out of a nested check to the method that answers with it; never leaves the core.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /** Carries {@code refusal}. */
    public RefusedException(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /** Carries a refusal without further facts. */
    public RefusedException(Refusal.Reason reason, String field, String detail) {
        this(Refusal.of(reason, field, detail));
    }

    /** Returns what is carried. */
    public Refusal refusal() {
        return refusal;
    }
}
