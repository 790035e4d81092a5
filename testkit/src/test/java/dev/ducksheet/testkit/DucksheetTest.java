package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.CoreDriver.set;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.core.spread.SpreadMethod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an embedder sees of a workbook. */
class DucksheetTest {
    private static final String SUMMARY = "sales_summary_by_product_family";
    private static final String CREST_FEBRUARY =
            "supplier = 'Elliott' AND brand = 'Crest' AND invoice_date_month = '2024-02'";

    private final InMemoryWorkbookStore store = Workbooks.demo();
    private final CoreDriver core = CoreDriver.over(store);

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void an_edited_total_lands_in_the_base_table_and_is_right_at_every_level() {
        var outcome = core.submit(set(SUMMARY, "quantity", 180, CREST_FEBRUARY));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Applied.class, applied -> {
            assertThat(applied.version()).isEqualTo(new Version(1));
            assertThat(applied.rows()).isEqualTo(2);
        });
        assertThat(core.column("sales", "quantity").subList(0, 4))
                .containsExactly(cell(10), cell(60), cell(120), cell(0));
        assertThat(total("supplier = 'Elliott' AND invoice_date_month = '2024-02' AND grouping_set_id = 3"))
                .isEqualTo(cell(225));
    }

    @Test
    void a_change_shows_the_leaves_and_every_rollup_row_that_moved() {
        core.submit(set(SUMMARY, "quantity", 180, CREST_FEBRUARY));

        Change change = core.changes().get(0);
        assertThat(change.rows().stream().filter(row -> row.sheet().equals("sales")))
                .hasSize(2);
        assertThat(change.rows().stream()
                        .filter(row -> row.sheet().equals(SUMMARY))
                        .map(row -> row.cells().get(row.columns().indexOf("quantity"))))
                .containsExactly(cell(60), cell(120), cell(180), cell(225));
        assertThat(change.rows()).noneMatch(ChangedRow::gone);
    }

    @Test
    void a_leaf_edit_shows_at_every_level() {
        core.submit(set("sales", "net_price", Cells.dec("100.01"), "product_id = 3 AND customer_id = 4"));

        assertThat(core.changes().get(0).rows())
                .extracting(row -> row.sheet() + " " + row.column() + " "
                        + row.cells().get(row.columns().indexOf(row.column())).display())
                .containsExactly(
                        "sales net_price 100.01",
                        SUMMARY + " net_amount 100.01",
                        SUMMARY + " net_amount 100.01",
                        SUMMARY + " net_amount 880.5");
    }

    @Test
    void moving_a_product_to_another_family_moves_its_totals() {
        core.submit(set("product", "family", "Stout", "product_id = 3"));

        assertThat(core.rows(SUMMARY, "family = 'Lager'")).isEmpty();
        assertThat(core.changes().get(0).rows().stream().filter(ChangedRow::gone))
                .hasSize(2)
                .allMatch(row -> row.cells().contains(cell("Lager")));
    }

    @Test
    void an_idempotency_key_sent_again_gives_the_first_answer_and_no_second_effect() {
        var update = new CellUpdate(
                "sales",
                "quantity",
                new Operation.Add(cell(1)),
                where("product_id = 3 AND customer_id = 4"),
                Spreading.byDefault(),
                Expectation.anything(),
                "ana",
                new Idempotency.Keyed("key-1", "body-1"));

        var first = core.submit(update);
        var again = core.submit(update);
        var other = core.submit(update.idempotent(new Idempotency.Keyed("key-1", "body-2")));

        assertThat(again).isEqualTo(first);
        assertThat(other)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.IDEMPOTENCY_KEY_REUSED));
        assertThat(core.column("sales", "quantity")).contains(cell(46)).doesNotContain(cell(47));
        assertThat(core.changes()).hasSize(1);
    }

    @Test
    void two_requests_with_one_key_in_one_batch_have_one_effect() {
        var update = set("sales", "quantity", 1, "product_id = 3").idempotent(new Idempotency.Keyed("k", "b"));
        var raised = new CellUpdate(
                update.sheet(),
                update.column(),
                new Operation.Add(cell(5)),
                update.condition(),
                update.spreading(),
                update.expectation(),
                "ana",
                update.idempotency());

        var outcomes = inOneBatch(List.of(raised, raised));

        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    }

    @Test
    void a_refused_update_of_a_batch_is_refused_alone() {
        var outcomes = inOneBatch(List.of(
                set("sales", "quantity", 11, "product_id = 1 AND customer_id = 1"),
                set("sales", "quantity", 12, "product_id = 99"),
                set("sales", "quantity", 13, "product_id = 3 AND customer_id = 4")
                        .expecting(new Expectation.Holding(cell(44))),
                set("sales", "quantity", 14, "product_id = 3 AND customer_id = 5")));

        assertThat(outcomes)
                .extracting(outcome -> outcome.getClass().getSimpleName())
                .containsExactly("Applied", "Refused", "Refused", "Applied");
        assertThat(outcomes.get(3))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.version()).isEqualTo(new Version(2)));
    }

    @Test
    void a_stale_editor_is_told_the_present_value() {
        var update = set("sales", "quantity", 1, "product_id = 3 AND customer_id = 4")
                .expecting(new Expectation.Holding(cell(44)));

        assertThat(core.submit(update)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.STALE);
            assertThat(refused.refusal().facts()).containsEntry("current", cell(45));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere | quantity   | 1     | a = 1                    | UNKNOWN_TABLE   | nowhere
            sales   | quantite   | 1     | product_id = 1           | UNKNOWN_COLUMN  | quantite
            sales   | quantity   | 1     | produkt = 1              | UNKNOWN_COLUMN  | produkt
            sales   | quantity   | many  | product_id = 1           | TYPE_MISMATCH   | many
            sales   | quantity   | 1.5   | product_id = 1           | OUT_OF_RANGE    | 1.5
            sales   | quantity   | 1e19  | product_id = 1           | OUT_OF_RANGE    | 10000000000000000000
            sales   | net_price  | 1.005 | product_id = 1           | OUT_OF_RANGE    | 1.005
            sales   | quantity   | 1     | invoice_date = 'soon'    | TYPE_MISMATCH   | soon
            sales   | quantity   | 1     | product_id = 77          | NO_MATCH        | 77
            SUMMARY | brand      | 1     | supplier = 'Elliott'     | NOT_A_MEASURE   | brand
            SUMMARY | grouping_set_id | 1 | supplier = 'Elliott'    | NOT_A_MEASURE   | grouping_set_id
            SUMMARY | quantity   | 1     | quantity = 5             | UNKNOWN_COLUMN  | quantity
            SUMMARY | quantity   | 1     | supplier = 'Nobody'      | NO_MATCH        | Nobody
            SUMMARY | quantity   | 1     | family LIKE '%'          | AMBIGUOUS_NODE  | 4
            SUMMARY | quantity   | 1     | invoice_date_month = '2024-02' | AMBIGUOUS_NODE | supplier
            product | product_id | x     | product_id = 1           | TYPE_MISMATCH   | x
            """)
    void a_wrong_update_is_refused_by_a_sentence_that_names_what_is_wrong(
            String sheet, String column, String value, String condition, Reason reason, String named) {
        var name = sheet.equals("SUMMARY") ? SUMMARY : sheet;
        var before = core.rows("sales", "");

        assertThat(core.submit(set(name, column, value, condition)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.refusal().reason()).isEqualTo(reason);
                    assertThat(refused.refusal().detail()).contains(named);
                });
        assertThat(core.rows("sales", "")).isEqualTo(before);
        assertThat(core.changes()).isEmpty();
    }

    @Test
    void a_node_may_be_addressed_by_a_level_below_one_left_out() {
        core.submit(set(
                SUMMARY,
                "quantity",
                90,
                "supplier = 'Elliott' AND family = 'Lager' AND invoice_date_month = '2024-02'"));

        assertThat(core.rows("sales", "product_id = 3 AND customer_id = 4").get(0))
                .contains(cell(90));
    }

    @Test
    void an_axis_left_open_means_the_total_over_it() {
        core.submit(set(SUMMARY, "quantity", 100, "supplier = 'Elliott' AND brand = 'Haven'"));

        assertThat(core.rows("sales", "product_id = 3"))
                .extracting(row -> row.get(3))
                .containsExactly(cell(90), cell(10));
    }

    @Test
    void add_and_multiply_work_on_totals() {
        core.submit(CellUpdate.of(SUMMARY, "quantity", new Operation.Multiply(cell("2")), where(CREST_FEBRUARY)));
        core.submit(CellUpdate.of(SUMMARY, "quantity", new Operation.Add(cell(-90)), where(CREST_FEBRUARY)));

        assertThat(total(CREST_FEBRUARY + " AND grouping_set_id = 1")).isEqualTo(cell(90));
    }

    @Test
    void a_dry_run_tells_what_the_run_does_and_does_nothing() {
        var update = set(SUMMARY, "quantity", 181, CREST_FEBRUARY);
        var before = core.rows("sales", "");

        var plan = ((PlanUpdate.Planning.Planned) core.workbook().planUpdate().plan(update)).plan();

        assertThat(core.rows("sales", "")).isEqualTo(before);
        assertThat(core.changes()).isEmpty();
        core.submit(update);
        assertThat(plan.parts())
                .extracting(part -> part.label() + " " + part.before().display() + " "
                        + part.after().display())
                .containsExactly("Red 30 60", "White 60 121");
        assertThat(core.rows(SUMMARY, CREST_FEBRUARY + " AND grouping_set_id = 0"))
                .extracting(row -> row.get(4))
                .containsExactlyInAnyOrder(cell(60), cell(121));
    }

    @Test
    void a_hold_keeps_leaves_until_it_is_lifted() {
        var hold = ((Outcome.HoldPlaced) core.hold(SUMMARY, "quantity", CREST_FEBRUARY + " AND family = 'Red'")).hold();
        core.submit(set(SUMMARY, "quantity", 180, CREST_FEBRUARY));
        assertThat(core.rows("sales", "product_id = 1 AND customer_id = 2").get(0))
                .contains(cell(30));

        assertThat(CoreDriver.outcome(core.workbook().manageHolds().lift(hold.id(), "ana")))
                .isInstanceOf(Outcome.HoldLifted.class);
        assertThat(CoreDriver.outcome(core.workbook().manageHolds().lift(hold.id(), "ana")))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Reason.UNKNOWN_HOLD));
    }

    @Test
    void a_hold_of_an_edit_that_is_wrong_is_the_one_to_blame() {
        var holds = List.of(where("family = 'Red'"), where("product_id = 1"));
        var spread = new Spreading.By(
                SpreadMethod.PROPORTIONAL, Spreading.Over.BY_TARGET, new Spreading.Weights.Own(), holds);
        var outcome = core.submit(set(SUMMARY, "quantity", 180, CREST_FEBRUARY).spread(spread));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().field()).isEqualTo("/spread/hold/1"));
    }

    @Test
    void a_cursor_of_another_history_or_of_the_future_is_gone() {
        core.submit(set("sales", "quantity", 1, "product_id = 3"));
        var updates = core.workbook().readUpdates();
        var head = updates.head();

        assertThat(updates.after(new Cursor("other", Version.ZERO), 10)).isEqualTo(new ReadUpdates.Page.Gone(head));
        assertThat(updates.after(new Cursor(head.epoch(), new Version(9)), 10))
                .isEqualTo(new ReadUpdates.Page.Gone(head));
        store.retainFrom(new Version(2));
        assertThat(updates.newest(10)).isEqualTo(new ReadUpdates.Page.Changes(List.of(), head));
    }

    @Test
    void who_waits_for_a_change_is_woken_by_it() throws Exception {
        var head = core.workbook().readUpdates().head();
        var woken = core.workbook().readUpdates().changedAfter(head.version());
        assertThat(woken).isNotDone();

        core.submit(set("sales", "quantity", 1, "product_id = 3"));

        woken.get(60, TimeUnit.SECONDS);
        assertThat(core.workbook().readUpdates().changedAfter(head.version())).isDone();
    }

    @Test
    void who_waits_for_a_change_is_not_forgotten_when_another_who_waits_for_it_leaves() throws Exception {
        int versions = 2_000;
        var updates = core.workbook().readUpdates();
        var waitedFor = new AtomicInteger();
        var left = new AtomicInteger(-1);
        var leaving = CompletableFuture.runAsync(() -> {
            for (int version = waitedFor.get(); version < versions; version = waitedFor.get()) {
                updates.changedAfter(new Version(version)).cancel(false);
                left.set(version);
            }
        });
        var staying = new ArrayList<CompletableFuture<Void>>();
        for (int version = 0; version < versions; version++) {
            while (left.get() < version && !leaving.isDone()) {
                Thread.onSpinWait();
            }
            staying.add(updates.changedAfter(new Version(version)));
            waitedFor.incrementAndGet();
        }
        leaving.get(60, TimeUnit.SECONDS);

        for (int version = 0; version < versions; version++) {
            core.submit(set("sales", "quantity", version, "product_id = 3"));
        }

        CompletableFuture.allOf(staying.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    @Test
    void the_status_of_a_request_is_decided_or_unknown() {
        var outcome = core.submit(set("sales", "quantity", 1, "product_id = 3"));

        assertThat(core.workbook().readOutcome().status(outcome.id()))
                .isEqualTo(new ReadOutcome.Status.Decided(outcome));
        assertThat(core.workbook().readOutcome().status(new UpdateId(new UUID(1, 2))))
                .isEqualTo(new ReadOutcome.Status.Unknown());
    }

    @Test
    void a_full_backlog_turns_requests_away_and_loses_none_of_the_others() {
        var queue = new InProcessRequestQueue(2);
        var own = Workbooks.demo();
        var update = set("sales", "quantity", 1, "product_id = 3");
        queue.append(new Request.UpdateCell(id(1), update));
        queue.append(new Request.UpdateCell(id(2), update));

        assertThat(queue.append(new Request.UpdateCell(id(3), update))).isInstanceOf(RequestQueue.Admission.Full.class);
        Ducksheet.open(own, queue, new InProcessChangeFeed(10), Clock.systemUTC(), new Random(1), 10, Telemetry.NONE)
                .close();
        var after = own.reopen();
        assertThat(after.outcome(id(2))).isPresent();
        assertThat(after.outcome(id(3))).isEmpty();
    }

    /** Decides updates in one batch over a store of their own and returns their outcomes. */
    private static List<Outcome> inOneBatch(List<CellUpdate> updates) {
        var queue = new InProcessRequestQueue(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            queue.append(new Request.UpdateCell(id(i), updates.get(i)));
        }
        var store = Workbooks.demo();
        Ducksheet.open(
                        store,
                        queue,
                        new InProcessChangeFeed(10),
                        Clock.systemUTC(),
                        new Random(1),
                        updates.size(),
                        Telemetry.NONE)
                .close();
        var after = store.reopen();
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < updates.size(); i++) {
            outcomes.add(after.outcome(id(i)).orElseThrow());
        }
        return outcomes;
    }

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(number, number));
    }

    private CellValue total(String condition) {
        return core.rows(SUMMARY, condition).get(0).get(4);
    }
}
