package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One query of a user, from its start until its rows are closed; cut off when its time is over. */
final class RunningQuery {
    private final Database database;
    private final Failures failures;
    private final Runnable leave;
    private final Query query;
    private final Session session;
    private final ScheduledFuture<?> end;
    private volatile boolean cutOff;
    private boolean released;

    /** Runs {@code leave} when all is over, also if it cannot start. */
    RunningQuery(Database database, Failures failures, ScheduledExecutorService watchdog, Runnable leave, Query query)
            throws SQLException {
        this.database = database;
        this.failures = failures;
        this.leave = leave;
        this.query = query;
        try {
            this.session = database.disposable();
        } catch (SQLException | RuntimeException e) {
            leave.run();
            throw e;
        }
        this.end = watchdog.schedule(this::cutOff, query.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts a query. */
    @FunctionalInterface
    interface Starting {
        Queries.Start start(Session session, Query query) throws SQLException;
    }

    private void cutOff() {
        cutOff = true;
        failures.translating(() -> database.discard(session));
    }

    QueryResult run(Starting starting) {
        try {
            session.execute("BEGIN TRANSACTION READ ONLY");
            var head = Head.read(session);
            var start = starting.start(session, query);
            if (start instanceof Queries.Start.Started started) {
                return new QueryResult.Rows(new Stream(stream(started, head.cursor())));
            }
            release();
            return new QueryResult.Rejected(((Queries.Start.Refused) start).reason());
        } catch (SQLException e) {
            release();
            return new QueryResult.Rejected(cutOff ? tooLong() : Failures.reason(e));
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private RowStream stream(Queries.Start.Started started, Cursor head) {
        return new ChunkStream(
                started.rows(), failures, started.columns(), List.of(), query.limit(), head, database::requireOpen);
    }

    private String tooLong() {
        return "cut off after " + query.timeout().toMillis() + " ms; ask for less or allow more time";
    }

    private void release() {
        if (!released) {
            released = true;
            end.cancel(false);
            leave.run();
            failures.translating(() -> database.discard(session));
        }
    }

    /** Rows that end the query when they are closed. */
    private final class Stream implements RowStream {
        private final RowStream rows;

        Stream(RowStream rows) {
            this.rows = rows;
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
            try {
                return rows.next();
            } catch (PortUnavailableException e) {
                throw cutOff ? new PortUnavailableException("the query was " + tooLong(), e) : e;
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
