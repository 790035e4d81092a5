package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link WorkbookTransaction} promises. */
public abstract class WorkbookTransactionContract extends WorkbookSnapshotContract {

    private void everything(WorkbookTransaction transaction, Hold hold, Decision decision) {
        set(transaction, Workbooks.SALES, "quantity", eq("product_id", 1), 7);
        transaction.add(hold);
        transaction.record(List.of(decision));
    }

    @Test
    final void a_commit_shows_everything_to_others_at_once() {
        Workbooks.demo(loader());
        var hold = hold("product_id", 1);
        var decision = changed(1, new Request.UpdateCell(newId(), keyed("key", "print")));
        try (var transaction = store().begin()) {
            everything(transaction, hold, decision);
            assertThat(store().head().version()).isEqualTo(Version.ZERO);
            assertThat(store().outcome(decision.request().id())).isEmpty();
            assertThat(store().position()).isEmpty();
            assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
            assertThat(readList(WorkbookSnapshot::holds)).isEmpty();
            transaction.commit(new QueuePosition("17-0"));
            assertThat(store().head().version()).isEqualTo(new Version(1));
        }
        assertThat(store().outcome(decision.request().id())).contains(decision.outcome());
        assertThat(store().position()).contains(new QueuePosition("17-0"));
        assertThat(readList(WorkbookSnapshot::holds)).containsExactly(hold);
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 9))).containsExactly(decision.change());
        assertThat(idsNow(Workbooks.SALES, eq("quantity", 7))).hasSize(3);
    }

    @Test
    final void a_close_without_a_commit_leaves_no_trace() {
        Workbooks.demo(loader());
        var kept = hold("product_id", 2);
        commit(transaction -> {
            transaction.add(kept);
            transaction.record(List.of(changed(1)));
        });
        var head = store().head();
        var decision = changed(2, new Request.UpdateCell(newId(), keyed("key", "print")));
        rollBack(transaction -> {
            everything(transaction, hold("product_id", 1), decision);
            assertThat(transaction.removeHold(kept.id())).isTrue();
        });
        assertThat(store().head()).isEqualTo(head);
        assertThat(store().outcome(decision.request().id())).isEmpty();
        assertThat(store().position()).contains(new QueuePosition("1"));
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
        assertThat(readList(WorkbookSnapshot::holds)).containsExactly(kept);
        assertThat(readList(snapshot -> snapshot.changes(new Version(1), 9))).isEmpty();
        commit(transaction -> {
            assertThat(transaction.decided(List.of(decision.request().id()))).isEmpty();
            assertThat(transaction.uses(List.of("key"))).isEmpty();
            transaction.record(List.of(changed(2)));
        });
        assertThat(store().head().version()).isEqualTo(new Version(2));
    }

    @Test
    final void a_transaction_sees_its_own_writes() {
        Workbooks.demo(loader());
        var rollup = rollup(Workbooks.SALES_SUMMARY.name());
        var hold = hold("product_id", 1);
        rollBack(transaction -> {
            var before = ids(transaction, Workbooks.SALES, anything("product_id"));
            everything(transaction, hold, changed(1));
            assertThat(ids(transaction, Workbooks.SALES, anything("product_id")))
                    .isEqualTo(before);
            assertThat(ids(transaction, Workbooks.SALES, eq("quantity", 7))).hasSize(3);
            assertThat(transaction.holds()).containsExactly(hold);
            assertThat(transaction.head().version()).isEqualTo(new Version(1));
            assertThat(transaction.changes(Version.ZERO, 9)).hasSize(1);
            assertThat(rows(transaction, Workbooks.SALES))
                    .contains(Workbooks.SALES_ROWS.get(4))
                    .doesNotContain(Workbooks.SALES_ROWS.get(0));
            var key = key("2024-01", "Elliott");
            assertThat(transaction.rollupRows(rollup, List.of(key)))
                    .containsExactly(new RollupRow(key, row(7, dec("100.00")), List.of(1L, 1L)));
        });
    }

    @Test
    final void a_second_transaction_is_refused_while_one_is_open() {
        try (var transaction = store().begin()) {
            assertThatThrownBy(() -> store().begin()).isInstanceOf(IllegalStateException.class);
            transaction.commit(new QueuePosition("1"));
        }
        rollBack(transaction -> {});
        commit(transaction -> {});
        assertThat(store().position()).isPresent();
    }

    @Test
    final void a_transaction_may_be_closed_again() {
        var first = store().begin();
        first.close();
        first.close();
        try (var second = store().begin()) {
            first.close();
            assertThatThrownBy(() -> store().begin()).isInstanceOf(IllegalStateException.class);
            second.commit(new QueuePosition("2"));
        }
        assertThat(store().position()).contains(new QueuePosition("2"));
    }

    @Test
    final void an_empty_transaction_moves_the_position_alone() {
        var head = store().head();
        commit(transaction -> {});
        commit(transaction -> {});
        assertThat(store().position()).contains(new QueuePosition("2"));
        assertThat(store().head()).isEqualTo(head);
    }

    @Test
    final void each_row_gets_its_own_cell() {
        Workbooks.demo(loader());
        commit(transaction -> {
            var ids = ids(transaction, Workbooks.SALES, anything("product_id"));
            var reversed = new long[] {ids[9], ids[3], ids[0]};
            transaction.write(
                    Workbooks.SALES, column(Workbooks.SALES, "quantity"), reversed, row(900, null, Long.MIN_VALUE));
            transaction.write(
                    Workbooks.SALES,
                    column(Workbooks.SALES, "net_price"),
                    reversed,
                    AmountsOf.cells(column(Workbooks.SALES, "net_price").type(), row(dec("9.99"), null, dec("-0.01"))));
        });
        var rows = rowsNow(Workbooks.SALES);
        assertThat(rows.get(9).subList(3, 5)).isEqualTo(row(900, dec("9.99")));
        assertThat(rows.get(3).subList(3, 5)).isEqualTo(row(null, null));
        assertThat(rows.get(0).subList(3, 5)).isEqualTo(row(Long.MIN_VALUE, dec("-0.01")));
        assertThat(rows.get(1)).isEqualTo(Workbooks.SALES_ROWS.get(1));
    }

    @Test
    final void a_write_of_no_rows_changes_nothing() {
        Workbooks.demo(loader());
        commit(transaction ->
                transaction.write(Workbooks.SALES, column(Workbooks.SALES, "quantity"), new long[0], List.of()));
        assertThat(rowsNow(Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
    }

    @Test
    final void a_later_write_of_the_same_cell_wins() {
        Workbooks.demo(loader());
        commit(transaction -> {
            for (int quantity : new int[] {5, 6, 7}) {
                set(transaction, Workbooks.SALES, "quantity", eq("product_id", 1), quantity);
            }
            set(transaction, Workbooks.SALES, "product_id", eq("product_id", 1), 2);
        });
        assertThat(read(snapshot -> match(snapshot, Workbooks.SALES, eq("product_id", 2), eq("quantity", 7)))
                        .counts())
                .containsExactly(4, 3);
    }

    @Test
    final void very_many_rows_are_written_at_once() {
        var table = new dev.ducksheet.core.model.Table(
                "many",
                List.of(dev.ducksheet.core.model.Column.of("n", dev.ducksheet.core.model.ColumnType.bigint())),
                List.of());
        int size = 20_000;
        loader().create(table, LongStream.range(0, size).mapToObj(n -> row(n)).iterator());
        commit(transaction -> {
            var ids = ids(transaction, table, anything("n"));
            var cells = LongStream.range(0, size).mapToObj(n -> cell(n * 3)).toList();
            transaction.write(
                    table,
                    table.columns().get(0),
                    ids,
                    AmountsOf.cells(table.columns().get(0).type(), cells));
        });
        var expected = LongStream.range(0, size).mapToObj(n -> row(n * 3)).toList();
        assertThat(rowsNow(table).equals(expected)).isTrue();
    }

    @Test
    final void a_write_that_a_constraint_forbids_is_refused_and_the_transaction_can_only_be_closed() {
        Workbooks.demo(loader());
        try (var transaction = store().begin()) {
            set(transaction, Workbooks.PRODUCT, "name", eq("product_id", 1), "changed");
            var ids = ids(transaction, Workbooks.PRODUCT, eq("product_id", 2));
            assertThatThrownBy(() -> transaction.write(
                            Workbooks.PRODUCT, column(Workbooks.PRODUCT, "product_id"), ids, row((Object) null)))
                    .isInstanceOf(ConstraintViolatedException.class)
                    .hasMessageContaining("product_id");
        }
        assertThat(rowsNow(Workbooks.PRODUCT)).isEqualTo(Workbooks.PRODUCTS);
        commit(transaction -> set(transaction, Workbooks.PRODUCT, "name", eq("product_id", 1), "fine"));
        assertThat(idsNow(Workbooks.PRODUCT, eq("name", "fine"))).hasSize(1);
    }

    @Test
    final void removing_a_hold_says_whether_it_was_there() {
        var hold = hold("product_id", 1);
        commit(transaction -> transaction.add(hold));
        commit(transaction -> {
            assertThat(transaction.removeHold(newId())).isFalse();
            assertThat(transaction.removeHold(hold.id())).isTrue();
            assertThat(transaction.removeHold(hold.id())).isFalse();
        });
        assertThat(readList(WorkbookSnapshot::holds)).isEmpty();
    }

    @Test
    final void decided_tells_the_outcomes_of_earlier_transactions_only() {
        var applied = changed(1);
        var refused = refused(new Request.UpdateCell(newId(), update()));
        var now = changed(2);
        commit(transaction -> transaction.record(List.of(applied, refused)));
        commit(transaction -> {
            transaction.record(List.of(now));
            var asked = List.of(
                    newId(),
                    refused.request().id(),
                    applied.request().id(),
                    now.request().id());
            assertThat(transaction.decided(asked))
                    .isEqualTo(Map.of(
                            applied.request().id(),
                            applied.outcome(),
                            refused.request().id(),
                            refused.outcome()));
            assertThat(transaction.decided(List.of())).isEmpty();
        });
    }

    @Test
    final void decided_tells_many_from_those_that_were_given_in_between() {
        var outcomes = new HashMap<UpdateId, Outcome>();
        var asked = new ArrayList<UpdateId>();
        for (int batch = 0; batch < 5; batch++) {
            var decisions = new ArrayList<Decision>();
            for (int i = 0; i < 700; i++) {
                var decision = refused(new Request.UpdateCell(newId(), update()));
                decisions.add(decision);
                outcomes.put(decision.request().id(), decision.outcome());
                asked.add(newId());
            }
            commit(transaction -> transaction.record(decisions));
        }
        asked.addAll(outcomes.keySet());
        Collections.shuffle(asked, new Random(1));

        commit(transaction -> assertThat(transaction.decided(asked)).isEqualTo(outcomes));
    }

    @Test
    final void uses_tells_the_first_use_of_a_key_in_earlier_transactions_only() {
        var first = changed(1, new Request.UpdateCell(newId(), keyed("k 'one'", "print")));
        var refused = refused(new Request.UpdateCell(newId(), keyed("two", "another")));
        var again = refused(new Request.UpdateCell(newId(), keyed("k 'one'", "other print")));
        var now = changed(2, new Request.UpdateCell(newId(), keyed("three", "print")));
        commit(transaction -> transaction.record(List.of(first, refused)));
        commit(transaction -> transaction.record(List.of(again)));
        commit(transaction -> {
            transaction.record(List.of(now));
            assertThat(transaction.uses(List.of("k 'one'", "two", "three", "never")))
                    .isEqualTo(Map.of(
                            "k 'one'", new KeyUse("print", first.outcome()),
                            "two", new KeyUse("another", refused.outcome())));
            assertThat(transaction.uses(List.of())).isEmpty();
        });
    }

    @Test
    final void keys_are_kept_as_they_were_put_and_put_in_the_place_of_those_with_their_id() {
        assertThat(store().keys()).isEmpty();
        var keys = Requests.keys();
        commit(transaction -> {
            keys.forEach(transaction::put);
            assertThat(transaction.keys()).isEqualTo(keys);
            assertThat(store().keys()).isEmpty();
        });
        assertThat(store().keys()).isEqualTo(keys).isSameAs(store().keys());
        var revoked = keys.get(1).revoked("bob", NOON.plusSeconds(3));
        commit(transaction -> transaction.put(revoked));
        rollBack(transaction -> transaction.put(keys.get(1)));
        assertThat(store().keys()).containsExactly(keys.get(0), revoked);
        restart();
        assertThat(store().keys()).containsExactly(keys.get(0), revoked);
    }

    @Test
    final void every_kind_of_outcome_comes_back_as_it_was_recorded() {
        var hold = new Hold(newId(), "sales", "quantity", eq("product_id", "O'Neil; DROP TABLE"), "é😀");
        var placed = new Decision.Unchanged(new Request.PlaceHold(hold), new Outcome.HoldPlaced(hold), NOON);
        var lift = new Request.LiftHold(newId(), hold.id(), "bob");
        var lifted = new Decision.Unchanged(lift, new Outcome.HoldLifted(lift.id(), hold.id()), NOON);
        var request = new Request.UpdateCell(newId(), update());
        var refusal = new Refusal(
                Refusal.Reason.STALE,
                "/expected",
                "the cell holds 1, not 2",
                Map.of("current", cell(dec("1.50")), "none", cell(null), "text", cell("1.50"), "number", cell(1.5)));
        var refused = new Decision.Unchanged(request, new Outcome.Refused(request.id(), refusal), NOON);
        var revoke = new Request.RevokeKey(newId(), newId(), "bob");
        var revoked = new Decision.Unchanged(revoke, new Outcome.KeysChanged(revoke.id(), revoke.key()), NOON);
        var delete = new Request.DeleteWebhook(newId(), newId(), "bob");
        var deleted = new Decision.Unchanged(delete, new Outcome.WebhooksChanged(delete.id(), delete.webhook()), NOON);
        List<Decision> decisions = List.of(changed(1), placed, lifted, refused, revoked, deleted);
        commit(transaction -> transaction.record(decisions));
        for (var decision : decisions) {
            assertThat(store().outcome(decision.request().id())).contains(decision.outcome());
        }
        assertThat(store().outcome(newId())).isEmpty();
    }

    @Test
    final void a_request_that_repeats_a_key_keeps_the_answer_to_the_first() {
        var applied = changed(1, new Request.UpdateCell(newId(), keyed("one", "print")));
        var refused = refused(new Request.UpdateCell(newId(), keyed("two", "print")));
        commit(transaction -> transaction.record(List.of(applied, refused)));
        for (var first : List.of(applied, refused)) {
            var again = new Decision.Unchanged(new Request.UpdateCell(newId(), update()), first.outcome(), NOON);
            commit(transaction -> transaction.record(List.of(again)));
            assertThat(store().outcome(again.request().id())).contains(first.outcome());
            commit(transaction -> assertThat(
                            transaction.decided(List.of(again.request().id())))
                    .isEqualTo(Map.of(again.request().id(), first.outcome())));
        }
    }

    @Test
    final void a_version_that_does_not_follow_the_head_is_refused() {
        commit(transaction -> transaction.record(List.of(changed(1))));
        for (long wrong : new long[] {1, 3}) {
            rollBack(transaction -> assertThatThrownBy(() -> transaction.record(List.of(changed(wrong))))
                    .isInstanceOf(IllegalArgumentException.class));
        }
        assertThat(store().head().version()).isEqualTo(new Version(1));
    }
}
