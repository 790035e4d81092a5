package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import org.junit.jupiter.api.Test;

/** The queue of an embedded workbook keeps the contract, and loses nothing silently. */
final class InProcessRequestQueueTest extends RequestQueueContract {

    @Override
    protected RequestQueue create(int capacity) {
        return new InProcessRequestQueue(capacity);
    }

    @Test
    void exactly_as_many_are_admitted_as_it_holds() {
        assertThat(fill()).isEqualTo(CAPACITY);
        assertThat(queue().backlog()).isEqualTo(CAPACITY);
    }

    @Test
    void a_request_is_not_durable_before_it_is_acknowledged() {
        var durable = append(Requests.set(1)).toCompletableFuture();
        var taken = takeAll(1);
        assertThat(durable).isNotDone();
        acknowledge(taken);
        assertThat(durable).isCompleted();
    }

    @Test
    void what_is_released_is_lost_and_said_to_be() {
        var first = append(Requests.set(1));
        var second = append(Requests.set(2)).toCompletableFuture();
        var cause = new PortUnavailableException("the store is away");
        queue().release(takeAll(2).subList(0, 1), cause);
        assertThat(Await.failure(first)).isSameAs(cause);
        assertThat(second).isNotDone();
        assertThat(queue().backlog()).isEqualTo(1);
    }
}
