package dev.ducksheet.core.condition;

/** Ends the parsing of a text that is no condition; never leaves this package. */
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    MalformedException(int position, String message) {
        super(message, null, false, false);
        this.position = position;
    }

    /** Refuses a thing of SQL's that this language leaves out; {@code things} is its name with its verb. */
    static MalformedException leftOut(String things, String found, int position, String remedy) {
        return new MalformedException(
                position,
                "%s not part of the condition language: found %s at position %d%s"
                        .formatted(things, found, position, remedy));
    }

    /** Refuses what stands in the place of something else. */
    static MalformedException expected(String what, String found, int position, String remedy) {
        return new MalformedException(
                position, "expected %s at position %d, found %s%s".formatted(what, position, found, remedy));
    }

    ParseResult.Malformed result() {
        return new ParseResult.Malformed(position, String.valueOf(getMessage()));
    }
}
