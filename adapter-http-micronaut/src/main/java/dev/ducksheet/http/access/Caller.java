package dev.ducksheet.http.access;

import dev.ducksheet.core.access.Access;
import java.util.function.BooleanSupplier;

/**
 * The one who sends a request.
 *
 * @param isGood says whether he still may: his key may be revoked, or his token run out, while a long answer goes on
 */
public record Caller(Access access, BooleanSupplier isGood) {
    /** Returns the caller of an open server. */
    public static Caller anybody() {
        return new Caller(Access.open(), () -> true);
    }
}
