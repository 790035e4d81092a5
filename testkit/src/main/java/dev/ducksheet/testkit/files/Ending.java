package dev.ducksheet.testkit.files;

/** How the import of a file into an empty table ended. */
public sealed interface Ending {
    /** It failed as a whole, and the table is as empty as before. */
    record Refused(String reason) implements Ending {}

    /**
     * It was done.
     *
     * @param kept the rows that the table has now
     * @param rejected the records that were put aside one by one
     */
    record Imported(long kept, long rejected) implements Ending {}
}
