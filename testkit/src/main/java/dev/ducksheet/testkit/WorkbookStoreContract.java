package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WorkbookStore} promises, with its loader, snapshots and transactions. A store proves itself by one
 * test class that extends this one.
 */
public abstract class WorkbookStoreContract extends TotalsContract {

    @Test
    final void a_new_workbook_is_at_version_zero_and_has_no_position() {
        assertThat(store().head().version()).isEqualTo(Version.ZERO);
        assertThat(store().position()).isEmpty();
        assertThat(snapshotHead()).isEqualTo(store().head());
    }

    @Test
    final void the_epoch_stays_the_same_within_a_history() {
        var epoch = store().head().epoch();
        commit(transaction -> transaction.record(List.of(changed(1))));
        assertThat(store().head().epoch()).isEqualTo(epoch);
        restart();
        assertThat(store().head().epoch()).isEqualTo(epoch);
    }

    @Test
    final void where_the_workbook_stands_lasts_whatever_was_recorded() {
        commit(transaction -> {});
        assertStandsAfterRestart(0, "1");
        commit(transaction -> transaction.record(List.of(refused(new Request.UpdateCell(newId(), update())))));
        assertStandsAfterRestart(0, "2");
        commit(transaction -> {
            transaction.record(List.of(changed(1)));
            assertThat(transaction.changes(Version.ZERO, 9)).hasSize(1);
        });
        assertStandsAfterRestart(1, "3");
        commit(transaction -> transaction.record(List.of(refused(new Request.UpdateCell(newId(), update())))));
        commit(transaction -> {});
        assertStandsAfterRestart(1, "5");
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 9))).hasSize(1);
    }

    private void assertStandsAfterRestart(long version, String position) {
        restart();
        assertThat(store().head().version()).isEqualTo(new Version(version));
        assertThat(snapshotHead()).isEqualTo(store().head());
        assertThat(store().position()).contains(new QueuePosition(position));
    }

    @Test
    final void a_history_of_its_own_has_another_epoch_and_goes_on_from_the_same_version() {
        commit(transaction -> transaction.record(List.of(changed(1))));
        var before = store().head();
        store().beginEpoch();
        var after = store().head();
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.version()).isEqualTo(before.version());
        restart();
        assertThat(store().head()).isEqualTo(after);
        commit(transaction -> transaction.record(List.of(changed(2))));
        assertThat(store().head().epoch()).isEqualTo(after.epoch());
        assertThat(snapshotHead()).isEqualTo(store().head());
    }

    @Test
    final void what_is_committed_outlives_the_process() {
        Workbooks.demo(loader());
        var catalog = new HashSet<>(store().catalog().sheets());
        var hold = hold("product_id", 1);
        var decision = changed(1, new Request.UpdateCell(newId(), keyed("key", "print")));
        commit(transaction -> {
            set(transaction, Workbooks.SALES, "quantity", eq("product_id", 1), 7);
            transaction.add(hold);
            transaction.record(List.of(decision));
        });
        var rows = rowsNow(Workbooks.SALES);
        var summary = rowsNow(rollup(Workbooks.SALES_SUMMARY.name()));
        restart();
        assertThat(new HashSet<>(store().catalog().sheets())).isEqualTo(catalog);
        assertThat(store().head().version()).isEqualTo(new Version(1));
        assertThat(store().position()).contains(new QueuePosition("1"));
        assertThat(store().outcome(decision.request().id())).contains(decision.outcome());
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(rows);
        assertThat(rowsNow(rollup(Workbooks.SALES_SUMMARY.name()))).containsExactlyInAnyOrderElementsOf(summary);
        assertThat(readList(WorkbookSnapshot::holds)).containsExactly(hold);
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 9))).containsExactly(decision.change());
        commit(transaction -> {
            assertThat(transaction.decided(List.of(decision.request().id())))
                    .containsOnlyKeys(decision.request().id());
            assertThat(transaction.uses(List.of("key")))
                    .isEqualTo(Map.of("key", new KeyUse("print", decision.outcome())));
            transaction.record(List.of(changed(2)));
        });
        assertThat(store().head().version()).isEqualTo(new Version(2));
    }

    @Test
    final void a_transaction_open_at_the_end_of_the_process_leaves_no_trace() {
        Workbooks.demo(loader());
        var transaction = store().begin();
        set(transaction, Workbooks.SALES, "quantity", anything("product_id"), 7);
        transaction.record(List.of(changed(1)));
        restart();
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
        assertThat(store().head().version()).isEqualTo(Version.ZERO);
    }

    @Test
    final void a_workbook_can_be_filled_further_after_a_restart() {
        loader().create(Workbooks.PRODUCT, Workbooks.PRODUCTS.iterator());
        restart();
        loader().create(Workbooks.SALES, Workbooks.SALES_ROWS.iterator());
        loader().define(Workbooks.SALES_SUMMARY);
        restart();
        assertThat(rowsNow(rollup(Workbooks.SALES_SUMMARY.name()))).hasSize(18);
    }

    @Test
    final void close_is_repeatable_and_ends_open_snapshots() {
        Workbooks.demo(loader());
        var snapshot = store().snapshot();
        store().close();
        store().close();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> match(snapshot, Workbooks.SALES, anything("quantity")))
                .isInstanceOf(RuntimeException.class);
        snapshot.close();
    }

    @Test
    final void a_text_that_is_no_query_is_rejected_with_a_reason() {
        var nonsense = new Query("this is no query", List.of(), 10, Duration.ofSeconds(10));
        assertThat(store().query(nonsense))
                .isInstanceOfSatisfying(
                        QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).isNotBlank());
    }

    @Test
    final void many_readers_each_see_one_committed_state_while_one_writes() throws Exception {
        Workbooks.demo(loader());
        var done = new AtomicBoolean();
        var readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> seen = IntStream.range(0, 4)
                    .mapToObj(i -> readers.submit((Callable<Integer>) () -> readUntil(done)))
                    .toList();
            for (int i = 1; i <= 50; i++) {
                int version = i;
                commit(transaction -> {
                    set(transaction, Workbooks.SALES, "quantity", anything("product_id"), version);
                    transaction.record(List.of(changed(version)));
                });
            }
            done.set(true);
            for (var reader : seen) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
            readers.shutdownNow();
        }
    }

    /** Every commit sets all quantities to its version, so that a mixture shows. */
    private int readUntil(AtomicBoolean done) throws ExecutionException {
        int reads = 0;
        long last = 0;
        do {
            try (var snapshot = store().snapshot()) {
                var version = snapshot.head().version().number();
                assertThat(version).isGreaterThanOrEqualTo(last);
                last = version;
                if (version > 0) {
                    assertThat(match(snapshot, Workbooks.SALES, eq("quantity", version))
                                    .counts())
                            .containsExactly(10);
                }
                assertThat(snapshot.changes(Version.ZERO, 100)).hasSize((int) version);
                assertThat(store().head().version().number()).isGreaterThanOrEqualTo(version);
                reads++;
            }
        } while (!done.get());
        return reads;
    }
}
