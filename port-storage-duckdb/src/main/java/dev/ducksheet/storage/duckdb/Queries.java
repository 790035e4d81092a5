package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs users' queries, a few at a time, each on a connection of its own that is thrown away. Thread-safe. */
final class Queries implements AutoCloseable {
    /** How long a query waits for others to end, at most; its time does not run meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration CHECKING = Duration.ofSeconds(10);

    private final Database database;
    private final Failures failures;
    private final QueryGuard guard;
    private final Heads heads;
    private final Supplier<Catalog> catalog;
    private final Semaphore permits;
    private final QueryThreads threads;
    private final MemoryWatch memory;

    Queries(
            Database database,
            Failures failures,
            QueryGuard guard,
            Heads heads,
            Supplier<Catalog> catalog,
            DuckDbSettings settings) {
        this.database = database;
        this.heads = heads;
        this.failures = failures;
        this.guard = guard;
        this.catalog = catalog;
        this.permits = new Semaphore(settings.queries().atOnce(), true);
        this.threads = new QueryThreads(settings.queries().atOnce());
        this.memory = new MemoryWatch(
                new HeldMemory(database), threads, settings.queries().memory());
    }

    QueryResult run(Query query, Cancellation cancellation) {
        return run(query, cancellation, this::start);
    }

    /** Says why a query could not be run that has these parameters and no others. */
    Optional<Refusal> objectionTo(SavedQuery saved) {
        var query = new Query(saved.sql(), Arguments.none(), 0, CHECKING);
        var result = run(query, new Cancellation(), (session, it) -> check(session, saved));
        if (result instanceof QueryResult.Rejected rejected) {
            return Optional.of(rejected.refusal());
        }
        if (result instanceof QueryResult.Rows rows) {
            rows.stream().close();
            return Optional.empty();
        }
        throw new PortUnavailableException("too many queries are running; try again when some have ended");
    }

    private QueryResult run(Query query, Cancellation cancellation, RunningQuery.Starting starting) {
        database.requireOpen();
        if (!isAdmitted(query)) {
            return new QueryResult.Busy(RETRY_AFTER);
        }
        try {
            var running =
                    new RunningQuery(database, failures, heads, threads, memory, permits::release, query, cancellation);
            return threads.call(() -> running.run(starting));
        } catch (SQLException e) {
            throw failures.translate(e);
        }
    }

    private boolean isAdmitted(Query query) {
        try {
            long wait = Math.min(PATIENCE.toMillis(), query.timeout().toMillis());
            return permits.tryAcquire(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while waiting for other queries to end", e);
        }
    }

    /** A query that has started, or why it has not. */
    sealed interface Start {
        record Started(Rows rows, List<Column> columns) implements Start {}

        record Refused(Refusal refusal) implements Start {}
    }

    private static Start refused(String pointer, String reason) {
        return new Start.Refused(Refusal.of(Reason.QUERY_REJECTED, pointer, reason));
    }

    private Start start(Session session, Query query) throws SQLException {
        var verdict = guard.judge(session, query.text(), catalog.get());
        if (verdict instanceof QueryGuard.Verdict.Refused refused) {
            return refused("/sql", refused.reason());
        }
        var parsed = ((QueryGuard.Verdict.Accepted) verdict).query();
        var bound = QueryArguments.bind(parsed.parameters(), query.arguments());
        if (bound instanceof QueryArguments.Bound.Refused refused) {
            return refused(refused.pointer(), refused.reason());
        }
        return start(session, parsed, ((QueryArguments.Bound.Values) bound).values(), query.limit());
    }

    private Start start(Session session, ParsedQuery parsed, List<@Nullable Object> values, long limit)
            throws SQLException {
        prepare(session, parsed);
        var text = parsed.text();
        var columns = columns(session, new Sql("SELECT * FROM (" + text + ") LIMIT 0", values));
        var limited = limit < Long.MAX_VALUE ? " LIMIT " + (limit + 1) : "";
        return new Start.Started(session.query(new Sql(readable(text, columns) + limited, values)), columns);
    }

    private Start check(Session session, SavedQuery saved) throws SQLException {
        var verdict = guard.judge(session, saved.sql(), catalog.get());
        if (verdict instanceof QueryGuard.Verdict.Refused refused) {
            return refused("/sql", refused.reason());
        }
        var parsed = ((QueryGuard.Verdict.Accepted) verdict).query();
        var used = parsed.parameters().stream().map(Names::fold).collect(Collectors.toSet());
        var declared = saved.parameters().stream()
                .map(parameter -> Names.fold(parameter.name()))
                .collect(Collectors.toSet());
        if (!used.equals(declared)) {
            return refused(
                    "/parameters",
                    "the query uses " + QueryArguments.names(parsed.parameters()) + ", and it is said to have "
                            + saved.parameterNames() + "; say of each what it is");
        }
        prepare(session, parsed);
        var objection = session.objectionTo(Sql.of(parsed.text()));
        return objection.isPresent()
                ? refused("/sql", Failures.reason(objection.get()))
                : new Start.Started(session.query(Sql.of("SELECT 1 LIMIT 0")), List.of());
    }

    private void prepare(Session session, ParsedQuery parsed) throws SQLException {
        hideRowIds(session, parsed.sheets());
        for (var guard : QueryFunctions.guards(parsed.functions())) {
            session.execute(guard);
        }
    }

    /** Has {@code *} leave out the numbers of rows; who wants them names the table whole: workbook.main.t. */
    private void hideRowIds(Session session, Set<String> sheets) throws SQLException {
        for (var table : catalog.get().tables()) {
            if (table.rowId().isPresent() && sheets.contains(table.name())) {
                session.execute("CREATE TEMP VIEW " + Sql.name(table.name()) + " AS SELECT * EXCLUDE ("
                        + Sql.name(Table.ROW_ID.name()) + ") FROM " + Sql.sheet(table.name()));
            }
        }
    }

    /** Returns the columns as they are once the parameters have types. */
    private static List<Column> columns(Session session, Sql none) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = session.prepare(none);
                var rows = statement.executeQuery()) {
            var meta = rows.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                var name = Optional.of(meta.getColumnName(i))
                        .filter(it -> !it.isBlank())
                        .orElse("column" + i);
                columns.add(Column.of(name, Types.parse(meta.getColumnTypeName(i))));
            }
        }
        return columns;
    }

    /** Has columns of types that are shown only turned into text. */
    private static String readable(String text, List<Column> columns) {
        var names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        var shown = IntStream.range(0, columns.size())
                .mapToObj(i -> Types.shown(columns.get(i).type(), names.get(i)))
                .collect(Collectors.joining(", "));
        return columns.stream().noneMatch(column -> column.type() instanceof ColumnType.Opaque)
                ? "FROM (" + text + ")"
                : "SELECT " + shown + " FROM (" + text + ") q(" + String.join(", ", names) + ")";
    }

    @Override
    public void close() {
        threads.close();
    }
}
