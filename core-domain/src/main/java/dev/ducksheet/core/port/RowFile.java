package dev.ducksheet.core.port;

import dev.ducksheet.core.model.Cursor;
import java.io.InputStream;

/** Rows as a file that is there as long as somebody reads it: closed, it is gone. Used by one thread at a time. */
public interface RowFile extends AutoCloseable {

    /** Returns the state of the workbook that the rows show. */
    Cursor head();

    /** Returns the number of bytes. */
    long size();

    /** Returns the bytes, from where they were read to; the same stream every time, closed with the file. */
    InputStream bytes();

    /** Removes the file. Repeatable. */
    @Override
    void close();
}
