package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;

/**
 * One query of a user, from its start until its rows are closed; cut off when its time is over, when it takes too much
 * memory, or when nobody waits for it any more.
 */
final class RunningQuery {
    private final Database database;
    private final Failures failures;
    private final Heads heads;
    private final MemoryWatch memory;
    private final Runnable leave;
    private final Query query;
    private final Cancellation cancellation;
    private final Session session;
    private final ScheduledFuture<?> end;
    private volatile Optional<String> cutOff = Optional.empty();
    private boolean released;

    /** Runs {@code leave} when all is over, also if it cannot start. */
    RunningQuery(
            Database database,
            Failures failures,
            Heads heads,
            QueryThreads threads,
            MemoryWatch memory,
            Runnable leave,
            Query query,
            Cancellation cancellation)
            throws SQLException {
        this.database = database;
        this.failures = failures;
        this.heads = heads;
        this.memory = memory;
        this.leave = leave;
        this.query = query;
        this.cancellation = cancellation;
        try {
            this.session = database.disposable();
        } catch (SQLException | RuntimeException e) {
            leave.run();
            throw e;
        }
        this.end = threads.endAfter(query.timeout(), () -> cutOff(tooLong()));
        memory.begin(this, this::cutOff);
        cancellation.onCancel(() -> threads.end(() -> cutOff("nobody waits for it any more")));
    }

    /** Starts a query. */
    @FunctionalInterface
    interface Starting {
        Queries.Start start(Session session, Query query) throws SQLException;
    }

    private String tooLong() {
        return "it took more than " + query.timeout().toMillis() + " ms; ask for less or allow more time";
    }

    private void cutOff(String reason) {
        synchronized (this) {
            if (cutOff.isPresent()) {
                return;
            }
            cutOff = Optional.of(reason);
        }
        failures.translating(() -> database.discard(session));
    }

    QueryResult run(Starting starting) {
        try {
            var head = heads.beginReading(session);
            var start = starting.start(session, query);
            if (start instanceof Queries.Start.Started started) {
                return begun(new Stream(stream(started, head.cursor())));
            }
            release();
            return new QueryResult.Rejected(((Queries.Start.Refused) start).refusal());
        } catch (SQLException e) {
            release();
            return new QueryResult.Rejected(refusal(Failures.reason(e)));
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /** Waits for the first rows: what is cut off before there are any is refused, and nobody begins to answer. */
    private QueryResult begun(Stream stream) {
        try {
            stream.begin();
            return new QueryResult.Rows(stream);
        } catch (PortUnavailableException e) {
            stream.close();
            if (cutOff.isPresent()) {
                return new QueryResult.Rejected(refusal(""));
            }
            throw e;
        }
    }

    private Refusal refusal(String reason) {
        var why = cutOff;
        if (why.isPresent()) {
            return Refusal.of(Reason.QUERY_CUT_OFF, "/sql", "the query was cut off: " + why.get());
        }
        return reason.startsWith("Out of Memory Error")
                ? Refusal.of(Reason.QUERY_CUT_OFF, "/sql", "the query was cut off: there is not so much memory")
                : Refusal.of(Reason.QUERY_REJECTED, "/sql", reason);
    }

    private RowStream stream(Queries.Start.Started started, Cursor head) {
        return new ChunkStream(
                started.rows(), failures, started.columns(), List.of(), query.limit(), head, database::requireOpen);
    }

    private void release() {
        synchronized (this) {
            if (released) {
                return;
            }
            released = true;
        }
        end.cancel(false);
        cancellation.done();
        memory.end(this);
        try {
            failures.translating(() -> database.discard(session));
        } finally {
            leave.run();
        }
    }

    /** Rows that end the query when they are closed. */
    private final class Stream implements RowStream {
        private final RowStream rows;
        private Optional<Boolean> begun = Optional.empty();

        Stream(RowStream rows) {
            this.rows = rows;
        }

        /** Goes to the first batch, which the first {@link #next} then does not. */
        void begin() {
            begun = Optional.of(next());
        }

        @Override
        public List<Column> columns() {
            return rows.columns();
        }

        @Override
        public Cursor head() {
            return rows.head();
        }

        @Override
        public boolean next() {
            if (begun.isPresent()) {
                boolean first = begun.get();
                begun = Optional.empty();
                return first;
            }
            try {
                return rows.next();
            } catch (PortUnavailableException e) {
                throw cutOff.map(reason -> new PortUnavailableException("the query was cut off: " + reason, e))
                        .orElse(e);
            }
        }

        @Override
        public RowBatch batch() {
            return rows.batch();
        }

        @Override
        public List<CellValue> resumeAfter() {
            return List.of();
        }

        @Override
        public void close() {
            try {
                rows.close();
            } finally {
                release();
            }
        }
    }
}
