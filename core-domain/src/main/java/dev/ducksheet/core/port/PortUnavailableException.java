package dev.ducksheet.core.port;

/**
 * Says that a resource behind a port is away: the queue, the store, the disk. Nothing was done, or
 * what was done is rolled back; the same call may be tried again.
 */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message one sentence that names the resource and the remedy */
    public PortUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message one sentence that names the resource and the remedy */
    public PortUnavailableException(String message) {
        super(message);
    }
}
