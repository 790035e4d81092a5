package dev.ducksheet.core.condition;

/** What became of a text that should be a condition. */
public sealed interface ParseResult {

    /** The text is this condition. */
    record Parsed(Condition condition) implements ParseResult {}

    /**
     * The text is no condition.
     *
     * @param position the 0-based UTF-16 offset of the place, at most the text's length
     * @param message what was found there, what was expected and the remedy, for the person who wrote the text; it
     *     names the position and carries no control or formatting characters
     */
    record Malformed(int position, String message) implements ParseResult {
        /** Refuses positions before the text. */
        public Malformed {
            if (position < 0) {
                throw new IllegalArgumentException("no text has a position " + position);
            }
        }
    }
}
