package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.RequestQueue.Load;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.testkit.Interception.Around;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of queues fails on a queue that breaks a promise. */
@SuppressWarnings("UnnecessaryLambda") // a fault with a memory is made anew for each run
final class RequestQueueContractBitesTest {
    private static Supplier<Around> fault = () -> Interception.Call::proceed;
    private static int factor = 1;

    /** A queue with the fault of the moment. */
    static final class FaultyQueue extends RequestQueueContract {
        @Override
        protected RequestQueue create(int capacity) {
            return Interception.of(
                    RequestQueue.class, "queue", new InProcessRequestQueue(capacity * factor), fault.get());
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("loses an entry", "requests_are_taken_in_the_order_in_which_they_were_appended", every(5)),
                Arguments.of(
                        "loses an entry under load",
                        "many_threads_append_and_nothing_is_lost_or_doubled_or_out_of_each_ones_order",
                        every(700)),
                Arguments.of("reorders", "requests_are_taken_in_the_order_in_which_they_were_appended", reversing()),
                Arguments.of("delivers twice", "what_was_taken_does_not_come_again", twice()),
                Arguments.of("has room without end", "the_backlog_is_bounded_and_a_full_one_appends_nothing", roomy()),
                Arguments.of(
                        "appends although full", "the_backlog_is_bounded_and_a_full_one_appends_nothing", sayingFull()),
                Arguments.of(
                        "waits for a full batch", "what_is_there_is_taken_without_waiting_for_more", waitingForMax()),
                Arguments.of("takes more than asked", "at_most_so_many_are_taken_as_asked_for", takingAll()),
                Arguments.of(
                        "forgets acknowledgements",
                        "a_request_is_durable_at_the_latest_when_it_is_acknowledged",
                        skipping("acknowledge")),
                Arguments.of(
                        "admits after the close",
                        "a_closed_queue_admits_nothing_and_gives_out_what_was_admitted",
                        skipping("close")),
                Arguments.of("counts nothing", "the_backlog_counts_what_waits", counting()),
                Arguments.of(
                        "shows no load",
                        "the_load_comes_to_be_what_waits_and_what_of_it_is_taken",
                        showing(new Load(0, 0, 0))));
    }

    private static Supplier<Around> every(int nth) {
        return () -> {
            var count = new AtomicInteger();
            return call -> call.effect().equals("queue.append") && count.incrementAndGet() % nth == 0
                    ? new Admission.Accepted(CompletableFuture.completedFuture(null))
                    : call.proceed();
        };
    }

    private static Supplier<Around> reversing() {
        return () -> call -> {
            var result = call.proceed();
            if (result instanceof List<?> list) {
                var reversed = new ArrayList<>(list);
                Collections.reverse(reversed);
                return reversed;
            }
            return result;
        };
    }

    private static Supplier<Around> twice() {
        return () -> {
            var again = new ArrayList<Object>();
            return call -> {
                var result = call.proceed();
                if (result instanceof List<?> list) {
                    var both = new ArrayList<>(again);
                    both.addAll(list);
                    again.clear();
                    again.addAll(list);
                    return both;
                }
                return result;
            };
        };
    }

    private static Supplier<Around> roomy() {
        return () -> {
            var inner = new InProcessRequestQueue(1_000_000);
            return call -> call.method().invoke(inner, call.arguments());
        };
    }

    private static Supplier<Around> sayingFull() {
        return () -> {
            var inner = new InProcessRequestQueue(1_000_000);
            return call -> {
                boolean full = call.effect().equals("queue.append") && inner.backlog() >= RequestQueueContract.CAPACITY;
                var result = call.method().invoke(inner, call.arguments());
                return full ? new Admission.Full(Duration.ofSeconds(1)) : result;
            };
        };
    }

    private static Supplier<Around> waitingForMax() {
        return () -> call -> {
            var result = call.proceed();
            if (result instanceof List<?> list && list.size() < (int) call.arguments()[0]) {
                Object more = call.proceed();
                return Stream.concat(list.stream(), ((List<?>) more).stream()).toList();
            }
            return result;
        };
    }

    private static Supplier<Around> takingAll() {
        return () ->
                call -> call.effect().equals("queue.take") ? call.with(1_000, call.arguments()[1]) : call.proceed();
    }

    private static Supplier<Around> skipping(String method) {
        return () -> call -> call.effect().equals("queue." + method) ? null : call.proceed();
    }

    private static Supplier<Around> counting() {
        return () -> call -> call.effect().equals("queue.backlog") ? 0 : call.proceed();
    }

    private static Supplier<Around> showing(Load load) {
        return () -> call -> call.effect().equals("queue.load") ? load : call.proceed();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_queue_with_a_fault_fails(String name, String test, Supplier<Around> planted) {
        fault = planted;
        assertThat(Biting.run(FaultyQueue.class, test).failed()).as(name).containsExactly(test);
    }

    @Test
    void a_queue_without_a_fault_passes() {
        fault = () -> Interception.Call::proceed;
        assertThat(Biting.run(FaultyQueue.class).failed()).isEmpty();
    }

    @Test
    void a_queue_that_does_nothing_fails_wherever_something_is_to_come() {
        fault = () -> call -> switch (call.method().getName()) {
            case "append" -> new Admission.Accepted(CompletableFuture.completedFuture(null));
            case "take" -> List.<Queued>of();
            case "backlog" -> 0;
            default -> null;
        };
        var result = Biting.run(FaultyQueue.class);
        assertThat(result.passed()).containsExactlyInAnyOrder("nothing_comes_of_an_empty_queue_when_patience_ends");
    }
}
