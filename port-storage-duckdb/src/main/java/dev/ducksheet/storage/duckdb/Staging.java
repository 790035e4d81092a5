package dev.ducksheet.storage.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * Lets a statement read columns that are in Java, as a table: no temporary table, no DDL, no copy kept.
 *
 * <p>The statement is bound on the thread that prepares it, so a thread-local hands the columns over; whoever else calls
 * the function finds nothing.
 */
final class Staging {
    /** The staged columns as a table. */
    static final String TABLE = "ducksheet_staged()";

    private static final ThreadLocal<@Nullable Slot> CURRENT = new ThreadLocal<>();

    private Staging() {}

    /** What runs while the columns are staged. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Returns one of several tables that are staged together. */
    static String table(int place) {
        return "ducksheet_staged_at(" + place + ")";
    }

    /** Where a statement finds what is staged whenever it runs. */
    static final class Slot {
        private final int planned;
        private volatile List<Staged> staged = List.of();

        private Slot(int planned) {
            this.planned = planned;
        }

        /** Returns that of a statement that is to run with other rows too, but never more than so many. */
        static Slot ofAnyUpTo(int rows) {
            return new Slot(rows);
        }

        private Staged at(int place) throws SQLException {
            if (place < 0 || place >= staged.size()) {
                throw new SQLException("nothing is staged");
            }
            return staged.get(place);
        }
    }

    /** Prepares and starts a statement that reads {@code staged}. */
    static <T> T with(Staged staged, Work<T> work) throws SQLException {
        return with(List.of(staged), work);
    }

    /** Prepares and starts a statement that reads several tables, each as {@link #table}. */
    static <T> T with(List<Staged> staged, Work<T> work) throws SQLException {
        var slot = new Slot(0);
        slot.staged = staged;
        return binding(slot, work);
    }

    /** Runs a statement to its end that was prepared with this slot, or prepares it before. */
    static <T> T with(Slot slot, List<Staged> staged, Work<T> work) throws SQLException {
        slot.staged = staged;
        try {
            return binding(slot, work);
        } finally {
            slot.staged = List.of();
        }
    }

    private static <T> T binding(Slot slot, Work<T> work) throws SQLException {
        CURRENT.set(slot);
        try {
            return work.run();
        } finally {
            CURRENT.remove();
        }
    }

    static void register(Connection connection) throws SQLException {
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName("ducksheet_staged").withFunction(new Source()).register(connection);
        }
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName("ducksheet_staged_at")
                    .withParameter(DuckDBColumnType.BIGINT)
                    .withFunction(new Source())
                    .register(connection);
        }
    }

    /** How far one scan of the staged columns has come. */
    private static final class Progress {
        private int row;
    }

    /** The columns that one call of the function in a statement reads. */
    private record Reading(Slot slot, int place) {
        Staged staged() throws SQLException {
            return slot.at(place);
        }
    }

    private static final class Source implements DuckDBTableFunction<Reading, Progress, Object> {
        @Override
        public Reading bind(DuckDBTableFunctionBindInfo info) throws SQLException {
            var slot = CURRENT.get();
            if (slot == null) {
                throw new SQLException("nothing is staged");
            }
            var reading = new Reading(
                    slot,
                    info.parametersCount() == 0 ? 0 : (int) info.getParameter(0).getLong());
            var staged = reading.staged();
            for (int i = 0; i < staged.columns().size(); i++) {
                info.addResultColumn("c" + i, staged.columns().get(i).type());
            }
            info.setCardinality(Math.max(staged.size(), slot.planned), slot.planned == 0);
            return reading;
        }

        @Override
        public Progress init(DuckDBTableFunctionInitInfo info) throws SQLException {
            info.setMaxThreads(1);
            return new Progress();
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter output) throws SQLException {
            Reading reading = Objects.requireNonNull(info.getBindData());
            var staged = reading.staged();
            Progress progress = Objects.requireNonNull(info.getInitData());
            int count = (int) Math.min(output.capacity(), staged.size() - progress.row);
            for (int c = 0; c < staged.columns().size(); c++) {
                var column = staged.columns().get(c);
                var vector = output.vector(c);
                for (int i = 0; i < count; i++) {
                    column.put(vector, i, progress.row + i);
                }
            }
            progress.row += count;
            return count;
        }
    }
}
