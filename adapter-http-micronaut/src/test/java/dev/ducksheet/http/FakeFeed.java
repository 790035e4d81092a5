package dev.ducksheet.http;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A history in memory. */
final class FakeFeed implements ReadUpdates {
    static final String EPOCH = "e7";

    private final List<Change> changes = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private long retainedFrom;

    private record Waiting(Version version, CompletableFuture<Void> future) {}

    /** Returns a change of one row of sales and of its row in the rollup. */
    static Change sale(long version) {
        var sold = new ChangedRow(
                "sales",
                "quantity",
                List.of("product", "quantity"),
                List.of(CellValue.of("P" + version), CellValue.of(version)),
                false);
        var total = new ChangedRow(
                "sales_summary",
                "quantity",
                List.of("brand", "quantity", "net_amount", "grouping_set_id"),
                List.of(
                        CellValue.of("B"),
                        CellValue.of(100 + version),
                        CellValue.of(new BigDecimal("12.50")),
                        CellValue.of(0)),
                false);
        return change(version, 1, List.of(sold, total));
    }

    /** Returns a change of one row of products. */
    static Change productRenamed(long version) {
        var row = new ChangedRow("products", "product", List.of("product"), List.of(CellValue.of("P")), false);
        return change(version, 1, List.of(row));
    }

    static Change change(long version, long rowsChanged, List<ChangedRow> rows) {
        return new Change(
                new Version(version),
                FakeWorkbook.id(version),
                "sales",
                "quantity",
                "ana",
                Instant.parse("2026-01-01T00:00:00Z"),
                rowsChanged,
                rows);
    }

    /** Applies so many updates. */
    void sell(int count) {
        for (int i = 0; i < count; i++) {
            apply(sale(head().version().number() + 1));
        }
    }

    void apply(Change change) {
        List<Waiting> woken;
        synchronized (this) {
            changes.add(change);
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(it -> it.future().complete(null));
    }

    /** Forgets all that came before a version. */
    synchronized void retainFrom(long version) {
        retainedFrom = version;
    }

    /** Returns how many wait for a change. */
    synchronized long waiting() {
        return waiting.stream().filter(it -> !it.future().isDone()).count();
    }

    /** Is away from now on. */
    synchronized void failWith(RuntimeException failure) {
        this.failure = Optional.of(failure);
    }

    @Override
    public synchronized Cursor head() {
        failure.ifPresent(it -> {
            throw it;
        });
        return new Cursor(EPOCH, new Version(changes.size()));
    }

    @Override
    public synchronized Page after(Cursor since, int limit) {
        long from = since.version().number();
        if (!since.epoch().equals(EPOCH) || from > changes.size() || from < retainedFrom) {
            return new Page.Gone(head());
        }
        return page((int) from, (int) Math.min(changes.size(), from + limit));
    }

    @Override
    public synchronized Page newest(int count) {
        var unused = head();
        return page(Math.max(0, changes.size() - count), changes.size());
    }

    private Page page(int from, int to) {
        return new Page.Changes(changes.subList(from, to), new Cursor(EPOCH, new Version(to)));
    }

    @Override
    public synchronized CompletableFuture<Void> changedAfter(Version version) {
        var future = new CompletableFuture<Void>();
        if (changes.size() > version.number()) {
            future.complete(null);
        } else {
            waiting.add(new Waiting(version, future));
        }
        return future;
    }
}
