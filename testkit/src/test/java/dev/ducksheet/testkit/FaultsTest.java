package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Conditions.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.testkit.Faults.Moment;
import dev.ducksheet.testkit.Faults.Point;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultsTest {

    private static void edit(WorkbookStore store) {
        try (var transaction = store.begin()) {
            var rowIds = transaction
                    .match(Workbooks.SALES, Workbooks.SALES.columns().get(0), List.of(eq("product_id", 1)), 0)
                    .rowIds();
            transaction.write(Workbooks.SALES, Workbooks.SALES.columns().get(3), rowIds, Cells.row(7, 7));
            transaction.record(List.of(StoreFixture.changed(1, Requests.set(1))));
            transaction.commit(new QueuePosition("1"));
        }
    }

    @Test
    void without_a_fault_everything_happens_and_every_point_is_told() {
        var twin = Workbooks.demo();
        var faults = Faults.none();
        edit(faults.in(twin));
        assertThat(twin.head().version()).isEqualTo(new Version(1));
        assertThat(faults.struck()).isEmpty();
        assertThat(faults.passed())
                .extracting(Point::effect)
                .containsExactly(
                        "store.begin",
                        "store.begin",
                        "transaction.match",
                        "transaction.match",
                        "transaction.write",
                        "transaction.write",
                        "transaction.record",
                        "transaction.record",
                        "transaction.commit",
                        "transaction.commit");
    }

    @Test
    void a_fault_at_any_point_leaves_all_or_nothing() {
        var all = Faults.none();
        edit(all.in(Workbooks.demo()));
        for (var point : all.passed()) {
            var twin = Workbooks.demo();
            var faults = Faults.at(point);
            assertThatThrownBy(() -> edit(faults.in(twin))).isInstanceOf(PortUnavailableException.class);
            assertThat(faults.struck()).containsExactly(point);
            boolean committed = point.equals(new Point("transaction.commit", Moment.AFTER, 1));
            assertThat(twin.head().version().number()).as("%s", point).isEqualTo(committed ? 1 : 0);
            edit(faults.in(committed ? Workbooks.demo() : twin));
        }
    }

    @Test
    void a_fault_strikes_the_call_it_is_meant_for() {
        var faults = Faults.at(new Point("store.head", Moment.BEFORE, 3));
        var store = faults.in(Workbooks.demo());
        store.head();
        store.head();
        assertThatThrownBy(store::head).isInstanceOf(PortUnavailableException.class);
        assertThat(store.head().version()).isEqualTo(Version.ZERO);
    }

    @Test
    void a_queue_fails_before_or_after_it_has_the_request() {
        for (var moment : Moment.values()) {
            RequestQueue queue = Faults.at(new Point("queue.append", moment, 1)).in(new InProcessRequestQueue(10));
            assertThatThrownBy(() -> queue.append(Requests.set(1))).isInstanceOf(PortUnavailableException.class);
            assertThat(Await.inTime(() -> queue.take(10, Duration.ZERO))).hasSize(moment == Moment.BEFORE ? 0 : 1);
        }
    }

    @Test
    void a_feed_fails_before_or_after_it_has_the_change() {
        for (var moment : Moment.values()) {
            try (ChangeFeed feed =
                    Faults.at(new Point("feed.publish", moment, 1)).in(new InProcessChangeFeed(10))) {
                assertThatThrownBy(() -> feed.publish(Requests.changes(1, 1)))
                        .isInstanceOf(PortUnavailableException.class);
                assertThat(feed.after(Version.ZERO, 10).isPresent()).isEqualTo(moment == Moment.AFTER);
            }
        }
    }
}
