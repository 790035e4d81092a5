package dev.ducksheet.core.edit;

/** Whether a client may send the same update again. */
public sealed interface Idempotency {

    /** Each sending is an update of its own. */
    record None() implements Idempotency {}

    /**
     * The same key with the same fingerprint gives the first answer again and has no second effect;
     * with another fingerprint it is refused.
     *
     * @param key chosen by the client
     * @param fingerprint of the request's content
     */
    record Keyed(String key, String fingerprint) implements Idempotency {}

    /** Returns the absence of a key. */
    static Idempotency none() {
        return new None();
    }
}
