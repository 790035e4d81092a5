package dev.ducksheet.core.port;

/**
 * Where in a trace something happens, as it travels with a request from process to process.
 *
 * @param traceparent as W3C Trace Context writes it, not checked; empty for no trace
 */
public record TraceContext(String traceparent) {
    private static final TraceContext NONE = new TraceContext("");

    /** Returns the context of what belongs to no trace. */
    public static TraceContext none() {
        return NONE;
    }

    /** Says whether this belongs to no trace. */
    public boolean isNone() {
        return traceparent.isEmpty();
    }
}
