package dev.ducksheet.cli.remote;

/** Says that the server refuses a request, for a reason that no port knows; the message is the server's. */
public final class ServerRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServerRefusedException(String message) {
        super(message);
    }
}
