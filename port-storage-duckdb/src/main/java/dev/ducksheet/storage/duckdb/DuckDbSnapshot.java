package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.NodeMatches;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.PivotQuery;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.UnpivotQuery;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WebhookLog;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one transaction of one session sees. */
class DuckDbSnapshot implements WorkbookSnapshot {
    final Session session;
    final Failures failures;
    private final Head head;
    private final Failures.Work<Catalog> catalog;
    private final Failures.Action end;
    private Optional<PlacedLeaves> placed = Optional.empty();
    private boolean closed;

    /**
     * @param head what the transaction saw first, which fixed what it sees
     * @param catalog finds the sheets that it sees
     * @param end ends the transaction and gives the session back
     */
    DuckDbSnapshot(Session session, Failures failures, Head head, Failures.Work<Catalog> catalog, Failures.Action end) {
        this.session = session;
        this.failures = failures;
        this.head = head;
        this.catalog = catalog;
        this.end = end;
    }

    /** Runs {@code work} if the snapshot is open. */
    final <T> T reading(Failures.Work<T> work) {
        requireOpen();
        return failures.translating(work);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this snapshot is closed");
        }
    }

    @Override
    public Cursor head() {
        return head.cursor();
    }

    @Override
    public Catalog catalog() {
        return reading(catalog);
    }

    /** Forgets where leaves count. */
    final void forgetPlaces() {
        placed = Optional.empty();
    }

    /** Forgets where leaves count, if a write of the column may change it. */
    final void written(ColumnRef column, boolean moved) {
        placed = placed.filter(leaves -> !moved && !leaves.dependOn(column));
    }

    @Override
    public final List<Hold> holds() {
        return reading(() -> new Holds(session).all());
    }

    @Override
    public Matches match(Table table, Column column, List<Condition> conditions, int maxRows) {
        return reading(() -> new Matching(session, table, column, maxRows).match(conditions));
    }

    @Override
    public List<List<CellValue>> rows(Table table, long[] rowIds) {
        var columns = table.columns().stream()
                .map(column -> Types.shown(column.type(), Joins.base(column.name())))
                .toList();
        var cells = new ArrayList<List<CellValue>>(Collections.nCopies(rowIds.length, List.of()));
        return reading(() -> {
            LeafScan.of(rowIds).read(session, new Joins(table), columns, (rows, places) -> {
                var reader = new RowReader(rows, table.columns(), 1);
                for (int i = 0; i < places.length; i++) {
                    if (places[i] >= 0) {
                        cells.set(places[i], reader.row(i));
                    }
                }
            });
            return cells;
        });
    }

    @Override
    public Holders find(Table table, List<Column> columns, List<List<CellValue>> values) {
        return values.isEmpty()
                ? new Holders(new long[0], List.of())
                : reading(() -> new RowWriting(session, table).find(columns, values));
    }

    @Override
    public final NodeMatches nodes(Rollup rollup, GroupingSet set, Condition condition, int limit) {
        return reading(() -> new RollupReading(session, rollup).nodes(set, condition, limit));
    }

    @Override
    public LeafSet leaves(LeafQuery query) {
        return reading(() -> {
            var reading = new LeafReading(session, failures, query);
            var leaves = reading.read();
            placed = reading.placed();
            return leaves;
        });
    }

    @Override
    public LeafKeys leafKeys(Rollup rollup, long[] rowIds) {
        var known = placed.flatMap(leaves -> leaves.keysOf(rollup, rowIds));
        return known.isPresent() ? known.get() : reading(() -> new RollupReading(session, rollup).leafKeys(rowIds));
    }

    @Override
    public Set<RollupKey> touchedKeys(Rollup rollup, Table table, long[] rowIds) {
        return reading(() -> new RollupReading(session, rollup).touchedKeys(table, rowIds));
    }

    @Override
    public List<RollupRow> rollupRows(Rollup rollup, Collection<RollupKey> keys) {
        return reading(() -> new RollupReading(session, rollup).rollupRows(keys));
    }

    @Override
    public final RowStream view(ViewQuery query) {
        return reading(() -> new ViewSql(query).open(session, failures, head(), this::requireOpen));
    }

    @Override
    public final List<List<CellValue>> distinct(Sheet sheet, List<Column> columns, List<Condition> filter, int limit) {
        return reading(() -> {
            var cells = new ArrayList<List<CellValue>>();
            try (var rows = session.query(PivotSql.distinct(sheet, columns, filter, limit))) {
                while (rows.next()) {
                    var reader = new RowReader(rows, columns, 0);
                    for (int i = 0; i < rows.size(); i++) {
                        cells.add(reader.row(i));
                    }
                }
            }
            return cells;
        });
    }

    @Override
    public final RowStream pivot(PivotQuery query) {
        return reading(() -> stream(PivotSql.of(query), query.shown(), query.limit()));
    }

    @Override
    public final RowStream unpivot(UnpivotQuery query) {
        var columns = new ArrayList<>(query.keep());
        columns.add(query.name());
        columns.add(query.value());
        return reading(() -> stream(PivotSql.of(query), columns, query.limit()));
    }

    private RowStream stream(Sql sql, List<Column> columns, long limit) throws SQLException {
        return new ChunkStream(session.query(sql), failures, columns, List.of(), limit, head(), this::requireOpen);
    }

    @Override
    public final List<SavedQuery> queries() {
        return reading(() -> new SavedQueries(session).all());
    }

    @Override
    public WebhookLog webhooks() {
        return new KeptWebhooks(this, session, () -> {
            throw new IllegalStateException("a snapshot is only read");
        });
    }

    @Override
    public List<Change> changes(Version since, int limit) {
        return reading(() -> new UpdateLog(session).changes(since, limit));
    }

    @Override
    public final Version oldestRetained() {
        return head.oldestRetained();
    }

    @Override
    public final Version oldestImages() {
        return head.oldestImages();
    }

    @Override
    public RowNames names(Table table, long[] rowIds) {
        return reading(() -> new RowNaming(session, table).names(rowIds));
    }

    @Override
    public long[] named(Table table, RowNames names) {
        return names.size() == 0 ? new long[0] : reading(() -> new RowNaming(session, table).places(names));
    }

    @Override
    public CellColumn cells(Table table, Column column, long[] rowIds) {
        return reading(() -> new RowNaming(session, table).cells(column, rowIds));
    }

    @Override
    public Optional<Past> past(Version version) {
        return reading(() -> new UpdateLog(session).past(version, oldestImages()));
    }

    @Override
    public List<Past> past(Version newest, int limit) {
        return reading(() -> new UpdateLog(session).past(newest, limit, oldestImages()));
    }

    @Override
    public List<Reshaping> reshapings(String table, Version since) {
        return reading(() -> new UpdateLog(session).reshapings(table, since));
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            failures.translating(end);
        }
    }
}
