package dev.ducksheet.http.access;

/** Says that a token opens nothing; the message tells its holder why, as far as that helps nobody else. */
public final class InvalidTokenException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidTokenException(String message) {
        super(message, null, false, false);
    }
}
