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
    record Keyed(String key, String fingerprint) implements Idempotency {
        private static final char BETWEEN = '\n';

        /** Returns this key as one that only {@code owner} can use again; keys of different owners never meet. */
        public Keyed of(String owner) {
            return new Keyed(owner + BETWEEN + key, fingerprint);
        }

        /** Returns the key as the client chose it. */
        public String chosen() {
            return key.substring(key.lastIndexOf(BETWEEN) + 1);
        }
    }

    /** Returns the same for a key that only {@code owner} can use again. */
    default Idempotency ownedBy(String owner) {
        return this instanceof Keyed keyed ? keyed.of(owner) : this;
    }

    /** Returns the absence of a key. */
    static Idempotency none() {
        return new None();
    }
}
