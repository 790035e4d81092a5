package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link RequestQueue} promises besides whose requests outlive the process. */
public abstract class DurableRequestQueueContract extends RequestQueueContract {

    /** Ends the process of this queue without a word, and returns the queue of a new one, not yet open. */
    protected abstract RequestQueue crash(RequestQueue queue);

    private void restart(Optional<QueuePosition> position) {
        var next = crash(queue());
        next.open(position);
        use(next);
    }

    @Test
    final void a_durable_request_outlives_a_crash() {
        Await.done(append(Requests.set(1)));
        Await.done(append(Requests.set(2)));
        restart(Optional.empty());
        assertThat(requests(takeAll(2))).isEqualTo(sets(1, 2));
    }

    @Test
    final void what_was_taken_and_not_acknowledged_comes_again_in_order_before_what_is_newer() {
        append(1, 5);
        var taken = takeAll(4);
        acknowledge(taken.subList(0, 2));
        restart(Optional.of(taken.get(1).position()));
        append(6, 6);
        assertThat(requests(takeAll(4))).isEqualTo(sets(3, 6));
    }

    @Test
    final void what_the_store_has_does_not_come_again_even_if_it_was_never_acknowledged() {
        append(1, 5);
        var taken = takeAll(5);
        restart(Optional.of(taken.get(2).position()));
        assertThat(requests(takeAll(2))).isEqualTo(sets(4, 5));
        assertThat(take(10, SHORT)).isEmpty();
    }

    @Test
    final void what_was_acknowledged_does_not_come_again() {
        append(1, 3);
        var taken = takeAll(3);
        acknowledge(taken);
        restart(Optional.of(taken.get(2).position()));
        append(4, 4);
        assertThat(requests(takeAll(1))).isEqualTo(sets(4, 4));
    }

    @Test
    final void what_is_released_comes_again_in_order() {
        append(1, 4);
        var taken = takeAll(3);
        queue().release(taken, new PortUnavailableException("the store is away"));
        assertThat(requests(takeAll(4))).isEqualTo(sets(1, 4));
    }
}
