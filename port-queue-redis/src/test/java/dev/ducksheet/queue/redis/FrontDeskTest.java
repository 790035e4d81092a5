package dev.ducksheet.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.AnsweredElsewhereException;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.Workbooks;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process without the workbook takes edits and tells outcomes and changes; the rest it says where to ask. */
final class FrontDeskTest {
    private final RedisRoom redis = RedisRoom.open();
    private Site writer;
    private Front front;
    private Workbook desk;

    @BeforeEach
    void open() {
        writer = Site.open(Site.demo(), redis);
        writer.streams().advertise("http://127.0.0.1:4711");
        front = Front.open(Site.settings(redis));
        desk = front.desk();
    }

    @AfterEach
    void close() {
        front.close();
        writer.close();
        redis.close();
    }

    private Outcome set(int value, String condition) {
        return CoreDriver.outcome(desk.submitUpdate().submit(CoreDriver.set("sales", "quantity", value, condition)));
    }

    @Test
    void an_edit_is_applied_by_the_writer_and_heard_of_here() {
        assertThat(set(7, "product_id = 1")).isInstanceOf(Outcome.Applied.class);
        assertThat(desk.readUpdates().head().version()).isEqualTo(new Version(1));
        assertThat(desk.readUpdates().newest(10))
                .isInstanceOfSatisfying(
                        Page.Changes.class,
                        page -> assertThat(page.changes())
                                .isEqualTo(writer.driver().changes()));
    }

    @Test
    void a_table_that_was_made_from_here_is_known_here_as_soon_as_its_outcome_is() {
        for (int i = 0; i < 10; i++) {
            var name = "made " + i;
            var made = CoreDriver.outcome(desk.manageTables()
                    .submit(
                            new TableEdit.Create(
                                    name, List.of(ColumnDefinition.of("n", ColumnType.integer())), List.of("n")),
                            Signature.anonymous()));
            assertThat(made).isInstanceOf(Outcome.Applied.class);
            var rows = CoreDriver.outcome(desk.editRows()
                    .submit(new RowEdit.Insert(name, List.of(Map.of("n", CellValue.of(1)))), Signature.anonymous()));
            assertThat(rows)
                    .isInstanceOfSatisfying(
                            Outcome.Applied.class,
                            applied -> assertThat(applied.event()).isEqualTo(new Event.RowsInserted(1, 0)));
        }
        assertThat(desk.readCatalog().catalog().sheet("made 9"))
                .isEqualTo(writer.driver().workbook().readCatalog().catalog().sheet("made 9"));
    }

    @Test
    void a_rollup_that_was_defined_from_here_is_known_and_edited_here_as_soon_as_its_outcome_is() {
        var same = Workbooks.SALES_SUMMARY;
        var measures = List.of(new Measure("quantity", "quantity"), new Measure("average", Aggregate.AVG, "net_price"));
        var other = new RollupDefinition("other", same.base(), same.joins(), same.levels(), same.axes(), measures)
                .showing(List.of(
                        List.of("supplier", "brand", "family", "invoice_date_month"), List.of("supplier"), List.of()));
        var defined = CoreDriver.outcome(
                desk.manageTables().submit(new TableEdit.DefineRollup(other), Signature.anonymous()));
        assertThat(((Outcome.Applied) defined).event()).isEqualTo(new Event.RollupDefined(other));
        assertThat(CoreDriver.outcome(
                        desk.submitUpdate().submit(CoreDriver.set("other", "quantity", 7, "supplier = 'Moreno'"))))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(desk.submitUpdate().submit(CoreDriver.set("other", "average", 7, "supplier = 'Moreno'")))
                .isInstanceOf(Submission.Refused.class);
        CoreDriver.outcome(desk.manageTables().submit(new TableEdit.DropRollup("other"), Signature.anonymous()));
        assertThat(desk.readCatalog().catalog().sheet("other")).isEmpty();
    }

    @Test
    void a_version_is_taken_back_from_here() {
        assertThat(set(7, "product_id = 1")).isInstanceOf(Outcome.Applied.class);
        var undone = CoreDriver.outcome(desk.undoVersion().undo(new Version(1), Signature.of("uma")));
        assertThat(((Outcome.Applied) undone).event()).isEqualTo(new Event.Undone(new Version(1)));
        assertThat(writer.driver().rows("sales", "")).isEqualTo(Workbooks.SALES_ROWS);
        var again = CoreDriver.outcome(desk.undoVersion().undo(new Version(1), Signature.of("uma")));
        assertThat(((Outcome.Refused) again).refusal().reason()).isEqualTo(Refusal.Reason.CHANGED_SINCE);
        assertThat(((Outcome.Refused) again).refusal().rows()).isNotEmpty();
        assertThatThrownBy(() -> desk.readHistory().history(ReadHistory.Question.newest(1)))
                .isInstanceOf(AnsweredElsewhereException.class);
    }

    @Test
    void a_refusal_by_the_writer_is_heard_of_here() {
        var outcome = set(7, "product_id = 4711");
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.readOutcome().status(outcome.id())).isEqualTo(new Status.Decided(outcome));
    }

    @Test
    void what_is_wrong_by_the_catalogue_is_refused_before_it_is_queued() {
        var submission = desk.submitUpdate().submit(CoreDriver.set("sales", "nonsense", 7, "product_id = 1"));
        assertThat(submission).isInstanceOf(Submission.Refused.class);
        assertThat(redis.command("XLEN", redis.key("request_duck"))).isEqualTo(0L);
    }

    @Test
    void rows_and_old_history_are_answered_elsewhere() {
        assertThatThrownBy(() -> desk.viewTable().view(View.all("sales")))
                .isInstanceOfSatisfying(
                        AnsweredElsewhereException.class,
                        e -> assertThat(e.writer()).hasToString("http://127.0.0.1:4711"));
        assertThatThrownBy(() -> desk.readOutcome().status(Requests.id(1)))
                .isInstanceOf(AnsweredElsewhereException.class);
        assertThatThrownBy(() -> desk.manageHolds().holds()).isInstanceOf(AnsweredElsewhereException.class);
    }

    @Test
    void a_cursor_of_another_history_is_gone() {
        assertThat(desk.readUpdates().after(new Cursor("other", Version.ZERO), 10))
                .isInstanceOf(Page.Gone.class);
    }

    @Test
    void a_cursor_that_another_server_told_of_earlier_is_for_the_writer_to_judge() {
        var head = desk.readUpdates().head();
        var ahead = new Cursor(head.epoch(), head.version().next());
        assertThatThrownBy(() -> desk.readUpdates().after(ahead, 10)).isInstanceOf(AnsweredElsewhereException.class);
        assertThat(writer.driver().workbook().readUpdates().after(ahead, 10)).isEqualTo(new Page.Gone(head));
    }

    @Test
    void edits_are_taken_while_nobody_writes_and_decided_by_the_next_writer() {
        var store = Site.demo();
        writer.close();
        var submission = (Submission.Queued)
                desk.submitUpdate().submit(CoreDriver.set("sales", "quantity", 7, "product_id = 1"));
        Await.done(submission.durable());
        Await.inTime(() -> {
            while (isWritten()) {
                Thread.onSpinWait();
            }
            return true;
        });
        writer = Site.open(store, redis);
        assertThat(CoreDriver.outcome(submission)).isInstanceOf(Outcome.Applied.class);
    }

    private boolean isWritten() {
        try {
            return front.streams().mirror().writer() != null;
        } catch (PortUnavailableException e) {
            return false;
        }
    }
}
