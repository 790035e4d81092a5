package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.testkit.Breakpoints.Point;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BreakpointsTest {
    private static final Point BEFORE = Point.before("queue.append");
    private static final Point AFTER = Point.after("queue.append");

    private final Await.Threads threads = new Await.Threads(2);
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Breakpoints breakpoints = new Breakpoints(said::add);
    private final InProcessRequestQueue inner = new InProcessRequestQueue(1);
    private final RequestQueue queue = breakpoints.in(inner);

    @AfterEach
    void end() {
        breakpoints.goOn();
        threads.close();
    }

    private Future<Admission> append() {
        return threads.start(() -> queue.append(Requests.set(1)));
    }

    private void awaitSaid(Point point) {
        assertThat(Await.inTime(said::take)).isEqualTo("stopped " + point);
    }

    @Test
    void nobody_stops_where_nobody_was_told_to() {
        breakpoints.stop(Point.before("queue.take"));
        assertThat(Await.value(append())).isInstanceOf(Admission.Accepted.class);
        assertThat(said).isEmpty();
    }

    @Test
    void before_a_call_nothing_has_happened_until_it_goes_on() {
        breakpoints.stop(BEFORE);
        var appending = append();
        awaitSaid(BEFORE);
        assertThat(inner.backlog()).isZero();
        assertThat(appending).isNotDone();
        breakpoints.goOn();
        assertThat(Await.value(appending)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void after_an_append_the_request_is_durable_and_nobody_is_told_so() {
        breakpoints.stop(AFTER);
        var appending = append();
        var taken = Await.inTime(() -> inner.take(1, Await.limit()));
        assertThat(said).isEmpty();
        inner.acknowledge(taken.get(0).position());
        awaitSaid(AFTER);
        assertThat(appending).isNotDone();
        breakpoints.goOn();
        assertThat(Await.value(appending)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void an_append_that_came_to_nothing_does_not_stop() {
        Await.value(append());
        breakpoints.stop(AFTER);
        assertThat(Await.value(append())).isInstanceOf(Admission.Full.class);
        assertThat(said).isEmpty();
    }

    @Test
    void only_the_first_who_comes_stops() {
        breakpoints.stop(BEFORE);
        var first = append();
        awaitSaid(BEFORE);
        assertThat(Await.value(append())).isInstanceOf(Admission.Accepted.class);
        assertThat(first).isNotDone();
    }

    @Test
    void a_transaction_of_a_store_has_points_too() {
        var store = Workbooks.demo();
        var stopping = breakpoints.in(store);
        var point = Point.after("transaction.commit");
        breakpoints.stop(point);
        try (var core = CoreDriver.of(
                dev.ducksheet.core.application.Ducksheet.open(stopping, Clock.systemUTC(), new Random(1)))) {
            var editing = threads.start(() -> core.submit(CoreDriver.set("sales", "quantity", 7, "product_id = 1")));
            awaitSaid(point);
            assertThat(store.head().version().number()).isEqualTo(1);
            assertThat(editing).isNotDone();
            breakpoints.goOn();
            Await.value(editing);
        }
    }

    @Test
    void orders_come_from_another_process() {
        breakpoints.obey(Breakpoints.orderToStop(BEFORE));
        var appending = append();
        assertThat(Await.inTime(said::take)).isEqualTo(Breakpoints.stopped(BEFORE));
        breakpoints.obey(Breakpoints.orderToGoOn());
        Await.value(appending);
        assertThat(Await.inTime(() -> inner.take(1, Duration.ZERO))).hasSize(1);
    }

    @Test
    void what_is_no_order_is_refused() {
        for (var order : List.of("jump", "stop queue.append", "stop during queue.append")) {
            assertThatThrownBy(() -> breakpoints.obey(order)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
