package dev.ducksheet.core.port.in;

/** Tells whether the workbook can take edits. Thread-safe. */
public interface ReadHealth {

    /** Returns how it is with the workbook, without waiting for what is away. */
    Health health();

    /**
     * How it is.
     *
     * @param queue whether the queue takes requests
     * @param store whether the store answers
     */
    record Health(boolean queue, boolean store) {
        /** Says whether everything is there. */
        public boolean isWell() {
            return queue && store;
        }
    }
}
