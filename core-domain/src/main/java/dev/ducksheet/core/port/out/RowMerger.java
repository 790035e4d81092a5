package dev.ducksheet.core.port.out;

/**
 * The merge of the rows of a file into a table, decided and not yet written. Belongs to its transaction. Rows are named
 * by row ids as in {@link WorkbookSnapshot}.
 */
public interface RowMerger extends AutoCloseable {

    /** Returns how many rows will be new. */
    long inserted();

    /** Returns how many rows will take other cells. */
    long updated();

    /** Returns how many rows are there as they are. */
    long unchanged();

    /** Returns how many rows will be gone. */
    long deleted();

    /** Returns the rows that will take other cells. */
    long[] toUpdate();

    /** Returns the rows that will be gone. */
    long[] toDelete();

    /**
     * Does it.
     *
     * @throws WorkbookTransaction.ConstraintViolatedException if a constraint of the table forbids it; the transaction
     *     can then only be closed
     */
    void write();

    /** Returns the rows that took other cells, in the order of {@link #toUpdate}; asked after {@link #write}. */
    long[] written();

    /** Returns the rows that are new, in the order of the file; asked after {@link #write}. */
    long[] added();

    /** Lets go of what deciding took. Repeatable. */
    @Override
    void close();
}
