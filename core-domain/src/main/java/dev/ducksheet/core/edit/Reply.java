package dev.ducksheet.core.edit;

/** What came of sending a message once. */
public sealed interface Reply {
    /** The receiver has gone for good and wants no more. */
    int GONE = 410;

    /**
     * The receiver answered.
     *
     * @param excerpt how its body begins, as text
     */
    record Answered(int code, String excerpt) implements Reply {
        @Override
        public boolean isSuccess() {
            return code >= 200 && code <= 299;
        }
    }

    /** No answer came, and why. */
    record Unanswered(String why) implements Reply {}

    /** Nothing was sent: the address is one that must not be reached from here, and why. */
    record Forbidden(String why) implements Reply {}

    /** Says whether the message has arrived. */
    default boolean isSuccess() {
        return false;
    }

    /** Says whether the receiver wants no more messages. */
    default boolean isGone() {
        return this instanceof Answered answered && answered.code() == GONE;
    }
}
