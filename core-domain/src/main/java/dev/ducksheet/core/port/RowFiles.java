package dev.ducksheet.core.port;

/** Makes files of rows, for formats that cannot be told row by row. Thread-safe. */
public interface RowFiles {

    /**
     * Makes a Parquet file of rows, in memory that does not grow with their number. Whole numbers of 128 bits become
     * decimals of 38 digits, types that are shown only become strings.
     *
     * @param rows closed by this, whatever comes of it
     * @param cancellation ends it at any time before it returns
     * @throws NoSpaceException if there is no room for the file; what was written is gone
     * @throws PortUnavailableException if the rows could not all be read
     */
    RowFile parquet(RowStream rows, Cancellation cancellation);

    /** Says that a file could not be written for lack of room. */
    final class NoSpaceException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names the place and the remedy */
        public NoSpaceException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
