package dev.ducksheet.queue.redis;

/** Says why an entry of a stream cannot be read; the message names the field and the remedy. */
final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecodableException(String message) {
        super(message, null, false, false);
    }
}
