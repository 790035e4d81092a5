package dev.ducksheet.storage.duckdb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Objects;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** The rows of a running statement, chunk by chunk, in memory that does not grow with their number. */
final class Rows implements AutoCloseable {
    /** The driver ends the rows of a statement that fails half-way as if they were complete; this alone tells. */
    private static final Method CHECK_ERROR = checkError();

    private final @Nullable DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private @Nullable DuckDBDataChunkReader chunk;

    /** @param statement closed with the rows; null if it is kept */
    Rows(@Nullable DuckDBPreparedStatement statement, DuckDBChunkedResult result) {
        this.statement = statement;
        this.result = result;
    }

    /** Moves to the next chunk; says whether there is one. */
    boolean next() throws SQLException {
        try {
            chunk = result.nextChunk() ? result.chunk() : null;
        } catch (IllegalStateException e) {
            throw new SQLException("the connection was closed while its rows were read", e);
        }
        if (chunk == null) {
            requireComplete();
        }
        return chunk != null;
    }

    /** Returns the number of rows in the present chunk. */
    int size() {
        return (int) present().rowCount();
    }

    /** Returns a column of the present chunk; ask once for each chunk. */
    DuckDBReadableVector column(int place) {
        return present().vector(place);
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            result.close();
        }
    }

    private DuckDBDataChunkReader present() {
        return Objects.requireNonNull(chunk, "no chunk: next() did not say so");
    }

    private void requireComplete() throws SQLException {
        try {
            CHECK_ERROR.invoke(result);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method checkError() {
        try {
            var method = DuckDBChunkedResult.class.getDeclaredMethod("checkError");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("this DuckDB driver cannot tell a failed stream from a complete one", e);
        }
    }
}
