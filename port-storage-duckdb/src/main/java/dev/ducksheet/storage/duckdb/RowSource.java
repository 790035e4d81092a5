package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/**
 * Lets a statement read a stream of rows that is in Java, as a table, batch by batch as it asks for them. Its columns are
 * c0, c1 and so on, as {@link Types#staged} has them. The rows are handed over as in {@link Staging}.
 */
final class RowSource {
    /** The rows as a table. */
    static final String TABLE = "ducksheet_rows()";

    private static final ThreadLocal<@Nullable Reading> CURRENT = new ThreadLocal<>();

    private RowSource() {}

    /**
     * Runs a statement that reads {@code rows}.
     *
     * @param gone is asked whether nobody waits for them any more: then the statement fails
     */
    static <T> T with(RowStream rows, BooleanSupplier gone, Staging.Work<T> work) throws SQLException {
        CURRENT.set(new Reading(rows, gone));
        try {
            return work.run();
        } finally {
            CURRENT.remove();
        }
    }

    static void register(Connection connection) throws SQLException {
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName("ducksheet_rows").withFunction(new Source()).register(connection);
        }
    }

    /** Puts cells that are not empty. */
    private interface Putter {
        void put(DuckDBWritableVector vector, int at, RowBatch batch, int column, int row);
    }

    private static Putter putter(ColumnType type) {
        if (type.isExact()) {
            int scale = type.scale();
            return Types.isWide(type)
                    ? (vector, at, batch, column, row) ->
                            vector.setHugeInt(at, units(batch.getNumber(column, row), scale))
                    : (vector, at, batch, column, row) -> vector.setLong(at, batch.getLong(column, row));
        }
        if (type instanceof ColumnType.Simple simple) {
            return switch (simple) {
                case DOUBLE -> (vector, at, batch, column, row) -> vector.setDouble(at, batch.getDouble(column, row));
                case BOOLEAN ->
                    (vector, at, batch, column, row) -> vector.setBoolean(at, batch.getBoolean(column, row));
                case DATE ->
                    (vector, at, batch, column, row) ->
                            vector.setDate(at, java.time.LocalDate.ofEpochDay(batch.getLong(column, row)));
                case TIMESTAMP ->
                    (vector, at, batch, column, row) -> vector.setTimestamp(at, Cells.time(batch.getLong(column, row)));
                case TEXT -> RowSource::text;
            };
        }
        return RowSource::text;
    }

    private static void text(DuckDBWritableVector vector, int at, RowBatch batch, int column, int row) {
        vector.setString(at, batch.getText(column, row));
    }

    private static java.math.BigInteger units(BigDecimal number, int scale) {
        return number.setScale(scale).unscaledValue();
    }

    /** How far the rows have been read. */
    private static final class Reading {
        private final RowStream rows;
        private final BooleanSupplier gone;
        private final List<Putter> putters = new ArrayList<>();
        private int next;
        private boolean within;

        Reading(RowStream rows, BooleanSupplier gone) {
            this.rows = rows;
            this.gone = gone;
            rows.columns().forEach(column -> putters.add(putter(column.type())));
        }

        /** Fills a chunk as far as the rows reach. */
        int fill(DuckDBDataChunkWriter output) throws SQLException {
            if (gone.getAsBoolean()) {
                throw new SQLException("nobody waits for the rows any more");
            }
            int filled = 0;
            while (filled < output.capacity() && (within || rows.next())) {
                var batch = rows.batch();
                next = within ? next : 0;
                int count = (int) Math.min(output.capacity() - filled, batch.size() - next);
                for (int c = 0; c < putters.size(); c++) {
                    put(batch, c, output.vector(c), filled, count);
                }
                filled += count;
                next += count;
                within = next < batch.size();
            }
            return filled;
        }

        private void put(RowBatch batch, int column, DuckDBWritableVector vector, int at, int count) {
            var putter = putters.get(column);
            for (int i = 0; i < count; i++) {
                if (batch.isNull(column, next + i)) {
                    vector.setNull(at + i);
                } else {
                    putter.put(vector, at + i, batch, column, next + i);
                }
            }
        }
    }

    private static final class Source implements DuckDBTableFunction<Reading, Object, Object> {
        @Override
        public Reading bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            var reading = CURRENT.get();
            if (reading == null) {
                throw new SQLException("no rows are handed over");
            }
            var columns = reading.rows.columns();
            for (int i = 0; i < columns.size(); i++) {
                info.addResultColumn("c" + i, Types.staged(columns.get(i).type()));
            }
            return reading;
        }

        @Override
        public Object init(DuckDBTableFunctionInitInfo info) throws SQLException {
            info.setMaxThreads(1);
            return "";
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter output) throws SQLException {
            Reading reading = Objects.requireNonNull(info.getBindData());
            return reading.fill(output);
        }
    }
}
