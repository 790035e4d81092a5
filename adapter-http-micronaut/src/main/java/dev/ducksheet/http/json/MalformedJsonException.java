package dev.ducksheet.http.json;

/** Says that a body is no JSON text, or not one that is taken here. */
public final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String pointer;
    private final String detail;

    MalformedJsonException(String pointer, String detail) {
        super(detail, null, false, false);
        this.pointer = pointer;
        this.detail = detail;
    }

    /** Returns where it is, as a JSON pointer; empty for the whole. */
    public String pointer() {
        return pointer;
    }

    /** Returns what is wrong, for the one who wrote it. */
    public String detail() {
        return detail;
    }
}
