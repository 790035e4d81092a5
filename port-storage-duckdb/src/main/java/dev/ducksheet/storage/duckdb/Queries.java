package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Names;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs users' queries, a few at a time, each on a connection of its own that is thrown away. Thread-safe. */
final class Queries implements AutoCloseable {
    private final Database database;
    private final Failures failures;
    private final QueryGuard guard;
    private final Supplier<Catalog> catalog;
    private final Semaphore permits;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ducksheet-query-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Queries(Database database, Failures failures, QueryGuard guard, Supplier<Catalog> catalog, int permits) {
        this.database = database;
        this.failures = failures;
        this.guard = guard;
        this.catalog = catalog;
        this.permits = new Semaphore(permits, true);
    }

    QueryResult run(Query query) {
        database.requireOpen();
        admit(query);
        try {
            return new RunningQuery(database, failures, watchdog, permits::release, query).run(this::start);
        } catch (SQLException e) {
            throw failures.translate(e);
        }
    }

    private void admit(Query query) {
        try {
            if (!permits.tryAcquire(query.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PortUnavailableException("too many queries are running; try again when some have ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while waiting for other queries to end", e);
        }
    }

    /** A query that has started, or why it has not. */
    sealed interface Start {
        record Started(Rows rows, List<Column> columns) implements Start {}

        record Refused(String reason) implements Start {}
    }

    private Start start(Session session, Query query) throws SQLException {
        var objection = guard.objection(
                session, query.text(), name -> catalog.get().sheet(name).isPresent());
        if (objection.isPresent()) {
            return new Start.Refused(objection.get());
        }
        var parameters = query.parameters().stream().map(Queries::parameter).toArray();
        var text = QueryGuard.canonical(session, query.text());
        hideRowIds(session, text);
        var columns = columns(session, new Sql("SELECT * FROM (" + text + ") LIMIT 0", listOf(parameters)));
        return new Start.Started(session.query(new Sql(readable(text, columns), listOf(parameters))), columns);
    }

    /** Has {@code *} leave out the numbers of rows; who wants them names the table whole: workbook.main.t. */
    private void hideRowIds(Session session, String text) throws SQLException {
        var mentioned = Names.fold(text);
        for (var table : catalog.get().tables()) {
            if (table.rowId().isPresent() && mentioned.contains(Names.fold(table.name()))) {
                session.execute("CREATE TEMP VIEW " + Sql.name(table.name()) + " AS SELECT * EXCLUDE ("
                        + Sql.name(Table.ROW_ID.name()) + ") FROM " + Sql.sheet(table.name()));
            }
        }
    }

    private static List<@Nullable Object> listOf(@Nullable Object[] parameters) {
        return java.util.Arrays.asList(parameters);
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
        if (columns.stream().noneMatch(column -> column.type() instanceof ColumnType.Opaque)) {
            return text;
        }
        var names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        var shown = IntStream.range(0, columns.size())
                .mapToObj(i -> Types.shown(columns.get(i).type(), names.get(i)))
                .collect(Collectors.joining(", "));
        return "SELECT " + shown + " FROM (" + text + ") q(" + String.join(", ", names) + ")";
    }

    private static @Nullable Object parameter(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return number(exact.number());
        }
        return value.isNull() ? null : Types.parameter(value).parameters().get(0);
    }

    private static Object number(BigDecimal number) {
        boolean whole = number.scale() == 0 && number.precision() <= 18;
        return whole ? (Object) number.longValueExact() : number;
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
