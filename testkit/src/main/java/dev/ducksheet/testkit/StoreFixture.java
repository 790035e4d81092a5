package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a store stand on: one empty workbook each, and short words for what they do to it. */
abstract class StoreFixture {
    /** When everything happens. */
    protected static final Instant NOON = Instant.parse("2024-02-29T12:00:00.123Z");

    private @Nullable StoreShelf shelf;
    private @Nullable WorkbookStore store;
    private int batches;
    private long ids;

    /** Returns where this test takes its workbooks from. */
    protected abstract StoreShelf shelf();

    @BeforeEach
    final void openStore() {
        shelf = shelf();
        store = shelf.open();
    }

    @AfterEach
    final void closeStore() {
        if (store != null) {
            store.close();
        }
    }

    final WorkbookStore store() {
        return Objects.requireNonNull(store);
    }

    final WorkbookLoader loader() {
        return Objects.requireNonNull(shelf).loader(store());
    }

    /** Gives this workbook up and opens another, empty one. */
    final void startOver() {
        store().close();
        store = Objects.requireNonNull(shelf).open();
    }

    final void restart() {
        store = Objects.requireNonNull(shelf).reopen(store());
    }

    final Table table(String name) {
        return (Table) store().catalog().sheet(name).orElseThrow();
    }

    final Rollup rollup(String name) {
        return (Rollup) store().catalog().sheet(name).orElseThrow();
    }

    static Column column(Sheet sheet, String name) {
        return sheet.column(name).orElseThrow();
    }

    /** Runs one transaction to its commit. */
    final void commit(Consumer<WorkbookTransaction> writes) {
        try (var transaction = store().begin()) {
            writes.accept(transaction);
            transaction.commit(new QueuePosition(Integer.toString(++batches)));
        }
    }

    /** Runs one transaction and gives it up. */
    final void rollBack(Consumer<WorkbookTransaction> writes) {
        try (var transaction = store().begin()) {
            writes.accept(transaction);
        }
    }

    /** Reads from a snapshot of its own. */
    final <T> T read(Function<WorkbookSnapshot, T> reading) {
        try (var snapshot = store().snapshot()) {
            return reading.apply(snapshot);
        }
    }

    /** Reads a list from a snapshot of its own. */
    final <T> List<T> readList(Function<WorkbookSnapshot, List<T>> reading) {
        return read(reading);
    }

    final long[] idsNow(Table table, Condition condition) {
        return read(snapshot -> ids(snapshot, table, condition));
    }

    final Version oldestRetained() {
        return read(WorkbookSnapshot::oldestRetained);
    }

    final Cursor snapshotHead() {
        return read(WorkbookSnapshot::head);
    }

    static long[] ids(WorkbookSnapshot snapshot, Table table, Condition condition) {
        return match(snapshot, table, condition).rowIds();
    }

    static Matches match(WorkbookSnapshot snapshot, Table table, Condition... conditions) {
        return snapshot.match(table, table.columns().get(0), List.of(conditions), Integer.MAX_VALUE);
    }

    /** Writes the same cell to every row that matches. */
    static void set(
            WorkbookTransaction transaction, Table table, String column, Condition condition, @Nullable Object to) {
        var rowIds = ids(transaction, table, condition);
        var cells = java.util.Collections.nCopies(rowIds.length, Cells.cell(to));
        transaction.write(table, column(table, column), rowIds, cells);
    }

    /** Returns all rows of a sheet in leaf order. */
    static List<List<CellValue>> rows(WorkbookSnapshot snapshot, Sheet sheet) {
        return rows(snapshot, new ViewQuery(sheet, sheet.columns(), List.of(), List.of(), Long.MAX_VALUE, List.of()));
    }

    static List<List<CellValue>> rows(WorkbookSnapshot snapshot, ViewQuery query) {
        try (var stream = snapshot.view(query)) {
            return drain(stream);
        }
    }

    static List<List<CellValue>> drain(RowStream stream) {
        var rows = new ArrayList<List<CellValue>>();
        while (stream.next()) {
            var batch = stream.batch();
            for (int row = 0; row < batch.size(); row++) {
                var cells = new ArrayList<CellValue>();
                for (int column = 0; column < stream.columns().size(); column++) {
                    cells.add(batch.get(column, row));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    final List<List<CellValue>> rowsNow(Sheet sheet) {
        return read(snapshot -> rows(snapshot, sheet));
    }

    final UpdateId newId() {
        return new UpdateId(new UUID(0x0190_0000_0000_7000L + ids, 0x8000_0000_0000_0000L + ids++));
    }

    static CellUpdate update() {
        return CellUpdate.of("sales", "quantity", new Operation.Set(CellValue.of(1)), Conditions.eq("product_id", 1));
    }

    static CellUpdate keyed(String key, String fingerprint) {
        return update().idempotent(new Idempotency.Keyed(key, fingerprint));
    }

    final Decision.Changed changed(long version) {
        return changed(version, new Request.UpdateCell(newId(), update()));
    }

    static Decision.Changed changed(long version, Request request) {
        var outcome = new Outcome.Applied(request.id(), new Version(version), "sales", "quantity", 1);
        var row = new ChangedRow(
                "sales",
                "quantity",
                List.of("product_id", "invoice_date", "net_price", "note"),
                Cells.row(version, Cells.day("2024-02-29"), Cells.dec("12.50"), null),
                false);
        var change = new Change(new Version(version), request.id(), "sales", "quantity", "ann", NOON, 1, List.of(row));
        return new Decision.Changed(request, outcome, change);
    }

    static Decision.Unchanged refused(Request request) {
        var refusal = Refusal.of(Refusal.Reason.NO_MATCH, "/condition", "no row matches product_id = 1");
        return new Decision.Unchanged(request, new Outcome.Refused(request.id(), refusal), NOON);
    }
}
