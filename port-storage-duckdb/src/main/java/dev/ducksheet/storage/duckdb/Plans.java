package dev.ducksheet.storage.duckdb;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBPreparedStatement;

/**
 * Statements of a session that change few rows or are asked often, kept with their plans: to plan one takes the engine
 * as long as to run it.
 * The engine plans anew by itself when a table is another. Used by one thread at a time;
 * closed with the connection.
 */
final class Plans {
    private static final int MOST = 32;

    /** More staged rows may deserve another plan than fewer. */
    private static final int FEW_ROWS = 1024;

    private final Session session;
    private final Map<Key, Plan> plans = new LinkedHashMap<>(2 * MOST, 0.75f, true);

    Plans(Session session) {
        this.session = session;
    }

    /** The columns that are staged are part of a plan. */
    private record Key(String text, List<List<DuckDBColumnType>> staged) {
        static Key of(Sql sql, List<Staged> staged) {
            return new Key(
                    sql.text(),
                    staged.stream()
                            .map(it -> it.columns().stream()
                                    .map(Staged.Column::type)
                                    .toList())
                            .toList());
        }
    }

    private record Plan(DuckDBPreparedStatement statement, Staging.Slot slot) {}

    /** Runs a statement that reads what is staged; says how many rows it changed. */
    long update(Sql sql, List<Staged> staged) throws SQLException {
        if (staged.stream().anyMatch(it -> it.size() > FEW_ROWS)) {
            return Staging.with(staged, () -> {
                try (var statement = session.prepare(sql)) {
                    return statement.executeLargeUpdate();
                }
            });
        }
        var key = Key.of(sql, staged);
        var known = plans.get(key);
        var slot = known == null ? Staging.Slot.ofAnyUpTo(FEW_ROWS) : known.slot();
        try {
            return Staging.with(slot, staged, () -> bound(key, sql, slot).executeLargeUpdate());
        } catch (SQLException | RuntimeException e) {
            forget(key);
            throw e;
        }
    }

    /** Runs a query that is asked often. */
    Rows query(Sql sql) throws SQLException {
        var key = Key.of(sql, List.of());
        try {
            return new Rows(null, bound(key, sql, Staging.Slot.ofAnyUpTo(0)).query());
        } catch (SQLException | RuntimeException e) {
            forget(key);
            throw e;
        }
    }

    private DuckDBPreparedStatement bound(Key key, Sql sql, Staging.Slot slot) throws SQLException {
        var known = plans.get(key);
        if (known != null) {
            Session.bind(known.statement(), sql);
            return known.statement();
        }
        var statement = session.prepare(sql);
        keep(key, new Plan(statement, slot));
        return statement;
    }

    private void keep(Key key, Plan plan) throws SQLException {
        plans.put(key, plan);
        if (plans.size() > MOST) {
            forget(plans.keySet().iterator().next());
        }
    }

    private void forget(Key key) throws SQLException {
        var plan = plans.remove(key);
        if (plan != null) {
            plan.statement().close();
        }
    }
}
