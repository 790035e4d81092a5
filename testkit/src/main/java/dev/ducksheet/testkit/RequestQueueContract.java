package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.RequestQueue.Load;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.testkit.Await.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RequestQueue} promises; a durable one keeps {@link DurableRequestQueueContract}. */
public abstract class RequestQueueContract {
    static final Duration LONG = Duration.ofMinutes(10);
    static final Duration SHORT = Duration.ofMillis(20);
    static final int CAPACITY = 100;

    private @Nullable RequestQueue queue;

    /** Returns a new, empty queue, not yet open, that holds about {@code capacity} requests. */
    protected abstract RequestQueue create(int capacity);

    @BeforeEach
    final void createQueue() {
        queue = create(CAPACITY);
        queue.open(Optional.empty());
    }

    @AfterEach
    final void closeQueue() {
        if (queue != null) {
            queue.close();
        }
    }

    final RequestQueue queue() {
        return Objects.requireNonNull(queue);
    }

    final void use(RequestQueue another) {
        queue = another;
    }

    final CompletionStage<Void> append(Request request) {
        return accepted(queue().append(request));
    }

    static CompletionStage<Void> accepted(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Accepted.class);
        return ((Admission.Accepted) admission).durable();
    }

    final void append(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(number -> append(Requests.set(number)));
    }

    final List<Queued> take(int max, Duration patience) {
        return Await.inTime(() -> queue().take(max, patience));
    }

    /** Takes until so many have come. */
    final List<Queued> takeAll(int count) {
        var all = new ArrayList<Queued>();
        while (all.size() < count) {
            var some = take(count - all.size(), LONG);
            assertThat(some).isNotEmpty();
            all.addAll(some);
        }
        return all;
    }

    static List<Request> requests(List<Queued> queued) {
        return queued.stream().map(Queued::request).toList();
    }

    static List<Request> sets(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Requests::set).toList();
    }

    final void acknowledge(List<Queued> taken) {
        queue().acknowledge(taken.get(taken.size() - 1).position());
    }

    @Test
    final void requests_are_taken_in_the_order_in_which_they_were_appended() {
        append(1, 10);
        assertThat(requests(takeAll(10))).isEqualTo(sets(1, 10));
    }

    @Test
    final void what_travels_with_a_request_comes_out_with_it() {
        var trace = new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        accepted(queue().append(Requests.set(1), trace));
        append(Requests.set(2));
        assertThat(takeAll(2).stream().map(Queued::trace)).containsExactly(trace, TraceContext.none());
    }

    @Test
    final void every_request_comes_out_as_it_went_in() {
        var all = Requests.ofEveryKind();
        all.forEach(this::append);
        assertThat(requests(takeAll(all.size()))).isEqualTo(all);
    }

    @Test
    final void positions_are_distinct() {
        append(1, 10);
        assertThat(takeAll(10)).extracting(Queued::position).doesNotHaveDuplicates();
    }

    @Test
    final void at_most_so_many_are_taken_as_asked_for() {
        append(1, 5);
        var first = take(2, LONG);
        assertThat(first).hasSizeBetween(1, 2);
        assertThat(requests(first)).isEqualTo(sets(1, first.size()));
        assertThat(requests(takeAll(5 - first.size()))).isEqualTo(sets(first.size() + 1L, 5));
    }

    @Test
    final void what_is_there_is_taken_without_waiting_for_more() {
        append(1, 3);
        assertThat(requests(takeAll(3))).isEqualTo(sets(1, 3));
        append(4, 4);
        assertThat(requests(take(50, LONG))).isEqualTo(sets(4, 4));
    }

    @Test
    final void nothing_comes_of_an_empty_queue_when_patience_ends() {
        assertThat(take(10, Duration.ZERO)).isEmpty();
        assertThat(take(10, SHORT)).isEmpty();
    }

    @Test
    final void a_waiting_take_gets_what_is_appended_meanwhile() {
        try (var threads = new Threads(1)) {
            Future<List<Queued>> taking = threads.start(() -> queue().take(10, LONG));
            append(1, 1);
            assertThat(requests(Await.value(taking))).isEqualTo(sets(1, 1));
        }
    }

    @Test
    final void what_was_taken_does_not_come_again() {
        append(1, 3);
        takeAll(3);
        append(4, 5);
        assertThat(requests(takeAll(2))).isEqualTo(sets(4, 5));
        assertThat(take(10, SHORT)).isEmpty();
    }

    @Test
    final void a_request_is_durable_at_the_latest_when_it_is_acknowledged() {
        var durable = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> append(Requests.set(number)))
                .toList();
        acknowledge(takeAll(3));
        durable.subList(0, 3).forEach(Await::done);
        acknowledge(takeAll(1));
        Await.done(durable.get(3));
    }

    @Test
    final void acknowledging_again_is_harmless() {
        append(1, 3);
        var taken = takeAll(3);
        acknowledge(taken.subList(0, 2));
        acknowledge(taken.subList(0, 1));
        acknowledge(taken);
        acknowledge(taken);
        append(4, 4);
        assertThat(requests(takeAll(1))).isEqualTo(sets(4, 4));
    }

    @Test
    final void the_backlog_is_bounded_and_a_full_one_appends_nothing() {
        int accepted = fill();
        assertThat(accepted).isBetween(1, CAPACITY * 2);
        assertThat(queue().append(Requests.set(9_999)))
                .isInstanceOfSatisfying(
                        Admission.Full.class,
                        full -> assertThat(full.retryAfter()).isPositive());
        assertThat(requests(takeAll(accepted))).isEqualTo(sets(1, accepted));
        assertThat(take(10, SHORT)).isEmpty();
    }

    @Test
    final void a_backlog_that_was_worked_off_takes_more() {
        int accepted = fill();
        acknowledge(takeAll(accepted));
        append(accepted + 1, accepted + 1);
        assertThat(requests(takeAll(1))).isEqualTo(sets(accepted + 1L, accepted + 1L));
    }

    /** Appends until the backlog is full; returns how many were accepted. */
    final int fill() {
        int accepted = 0;
        while (accepted < CAPACITY * 10 && queue().append(Requests.set(accepted + 1L)) instanceof Admission.Accepted) {
            accepted++;
        }
        return accepted;
    }

    @Test
    final void the_backlog_counts_what_waits() {
        assertThat(queue().backlog()).isZero();
        append(1, 7);
        assertThat(queue().backlog()).isBetween(1, 7);
        acknowledge(takeAll(7));
        assertThat(queue().backlog()).isZero();
    }

    @Test
    final void the_load_comes_to_be_what_waits_and_what_of_it_is_taken() {
        append(1, 7);
        var taken = takeAll(7);
        awaitLoad(new Load(7, 7, 0));
        acknowledge(taken.subList(0, 3));
        awaitLoad(new Load(4, 4, 0));
        acknowledge(taken);
        awaitLoad(new Load(0, 0, 0));
    }

    private void awaitLoad(Load load) {
        Await.inTime(() -> {
            while (!queue().load().equals(load)) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    @Test
    final void a_closed_queue_admits_nothing_and_gives_out_what_was_admitted() {
        append(1, 3);
        queue().close();
        queue().close();
        assertThatThrownBy(() -> queue().append(Requests.set(4))).isInstanceOf(PortUnavailableException.class);
        var taken = takeAll(3);
        assertThat(requests(taken)).isEqualTo(sets(1, 3));
        acknowledge(taken);
        assertThat(take(10, SHORT)).isEmpty();
    }

    @Test
    final void closing_ends_no_request_that_waits_for_its_acknowledgement() {
        var durable = append(Requests.set(1));
        queue().close();
        acknowledge(takeAll(1));
        Await.done(durable);
    }

    @Test
    final void many_threads_append_and_nothing_is_lost_or_doubled_or_out_of_each_ones_order() {
        int threadCount = 8;
        int each = 200;
        try (var threads = new Threads(threadCount)) {
            var appending = IntStream.range(0, threadCount)
                    .mapToObj(thread -> threads.start(() -> appendAll(thread * 10_000, each)))
                    .toList();
            var taken = new ArrayList<Request>();
            while (taken.size() < threadCount * each) {
                var some = take(37, LONG);
                assertThat(some).isNotEmpty();
                taken.addAll(requests(some));
                acknowledge(some);
            }
            appending.forEach(Await::value);
            assertThat(new HashSet<>(taken)).hasSameSizeAs(taken);
            for (int thread = 0; thread < threadCount; thread++) {
                var own = sets(thread * 10_000L + 1, thread * 10_000L + each);
                assertThat(taken.stream().filter(new HashSet<>(own)::contains).toList())
                        .isEqualTo(own);
            }
            assertThat(take(10, SHORT)).isEmpty();
        }
    }

    /** Appends so many requests, again and again where the backlog is full. */
    private int appendAll(int offset, int count) {
        int appended = 0;
        while (appended < count) {
            if (queue().append(Requests.set(offset + appended + 1L)) instanceof Admission.Accepted) {
                appended++;
            } else {
                Thread.onSpinWait();
            }
        }
        return appended;
    }
}
