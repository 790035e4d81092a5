package dev.ducksheet.csv;

/** Says that a text is no CSV with a header; the message names the line and the remedy. */
public final class MalformedCsvException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedCsvException(String message) {
        super(message, null, false, false);
    }
}
