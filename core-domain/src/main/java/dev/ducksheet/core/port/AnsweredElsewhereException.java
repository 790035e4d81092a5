package dev.ducksheet.core.port;

import java.net.URI;

/** Says that only the server that writes the workbook answers this, and where it is. */
public final class AnsweredElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient URI writer;

    /** @param writer the address of the writer's API */
    public AnsweredElsewhereException(URI writer) {
        super("this is answered at " + writer, null, false, false);
        this.writer = writer;
    }

    /** Returns the address of the writer's API. */
    public URI writer() {
        return writer;
    }
}
