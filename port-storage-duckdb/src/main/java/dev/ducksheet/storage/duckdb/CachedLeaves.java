package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafQuery.Scope;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LeafOrder;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes the leaves under a node from the cache, where {@link LeafReading} would read the file. */
final class CachedLeaves {
    private final Session session;
    private final Failures failures;
    private final RowCache cache;
    private final LeafQuery query;

    CachedLeaves(Session session, Failures failures, RowCache cache, LeafQuery query) {
        this.session = session;
        this.failures = failures;
        this.cache = cache;
        this.query = query;
    }

    /** Returns the leaves; empty if the file must be read: holds are conditions, which only the engine evaluates. */
    Optional<LeafSet> read() throws SQLException {
        if (!(query.scope() instanceof Scope.Under under) || !query.holds().isEmpty()) {
            return Optional.empty();
        }
        var table = cache.table(session, under.base());
        var rollup = cache.rollup(session, under.rollup());
        boolean here = table.isPresent() && rollup.isPresent() && columns().allMatch(table.get()::isCounted);
        return here ? Optional.of(read(under, table.get(), rollup.get())) : Optional.empty();
    }

    private Stream<Column> columns() {
        return Stream.concat(Stream.of(query.column()), query.weights().stream());
    }

    private LeafSet read(Scope.Under under, CachedTable table, CachedRollup rollup) {
        var rowIds = rollup.under(under.node());
        var keys = rollup.leafKeys(rowIds);
        var nodes = LeafReading.nodes(
                under,
                keys.keys().stream()
                        .map(key -> Stream.concat(key.path().stream(), key.axes().stream())
                                .toList())
                        .<List<CellValue>>map(cells -> cells)
                        .toList());
        return new LeafSet(
                rowIds,
                table.amounts(query.column(), rowIds),
                query.weights().stream()
                        .<Amounts>map(weights -> table.amounts(weights, rowIds))
                        .toList(),
                new BitSet(),
                nodes.placesOf(keys.keyOf()),
                nodes.cells(),
                order(under.base(), rowIds));
    }

    private LeafOrder order(Table base, long[] rowIds) {
        return LeafOrders.isScanned(base)
                ? LeafOrder.of(rowIds)
                : LeafOrder.lazily(() -> LeafReading.ranking(session, failures, base, rowIds));
    }
}
