package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The stream {@code request_duck}: many threads append, one consumes, in one order.
 *
 * <p>Delivery is at least once: what was taken and not acknowledged comes again after {@link #open}.
 * Thread-safe; {@link #take}, {@link #confirm} and {@link #acknowledge} belong to the one consumer. All methods may
 * throw {@link PortUnavailableException}.
 */
public interface RequestQueue extends AutoCloseable {

    /**
     * Starts consuming after {@code position}, the last one whose outcome the store has; called once,
     * before the first {@link #take}.
     */
    void open(Optional<QueuePosition> position);

    /**
     * Appends a request, without blocking, or says that the backlog is full and nothing was appended.
     *
     * @param trace travels with the request, and comes out with it
     */
    Admission append(Request request, TraceContext trace);

    /** Appends a request that belongs to no trace. */
    default Admission append(Request request) {
        return append(request, TraceContext.none());
    }

    /**
     * Takes what has piled up, oldest first, waiting only if there is nothing.
     *
     * @param max at most so many
     * @param patience how long to wait for the first
     * @return an empty list if nothing came
     */
    List<Queued> take(int max, Duration patience) throws InterruptedException;

    /**
     * Asked before what was taken is committed: throws {@link PortUnavailableException} if another process may consume
     * by now, so that one that stood still for long commits nothing.
     */
    default void confirm() {}

    /** Says that the outcomes of everything up to {@code position} are committed; it will not come again. */
    void acknowledge(QueuePosition position);

    /**
     * Says that these requests, just taken, could not be decided because the store is away. A durable queue delivers
     * them again; one that is not forgets them and fails their {@link Admission.Accepted#durable} with {@code cause}.
     */
    void release(List<Queued> requests, PortUnavailableException cause);

    /**
     * Says that this request, just taken, fails or ends the process whenever it is decided, and was refused for it. A queue with a place for
     * such puts it there, with the reason, for a person to look at; it does not come again.
     */
    default void setAside(Queued request, String reason) {}

    /**
     * Tells one who waits in another process what became of a request; as far as the queue reaches them. To tell it
     * again has no effect.
     */
    default void answer(UpdateId request, Outcome outcome) {}

    /** Says whether requests are taken at the moment, without waiting. */
    default boolean isAvailable() {
        return true;
    }

    /** Returns how many requests wait, approximately. */
    int backlog();

    /** Returns how it is with the queue, approximately, without waiting; also after it is closed. */
    default Load load() {
        return new Load(backlog(), 0, 0);
    }

    /** Stops admitting. What was admitted can still be taken. Repeatable. */
    @Override
    void close();

    /**
     * How it is with a queue.
     *
     * @param waiting requests that were appended and are not decided, as far as is known
     * @param taken those of them that the consumer has taken
     * @param setAside requests that could not be decided and wait for a person
     */
    record Load(long waiting, long taken, long setAside) {}

    /**
     * A request at its place.
     *
     * @param deaths how many consumers ended, as far as a durable queue knows, with this request alone in their hands;
     *     one that has any comes alone
     * @param trace as it was appended
     */
    record Queued(QueuePosition position, Request request, int deaths, TraceContext trace) {
        /** A request that is nobody's death, as far as is known. */
        public Queued(QueuePosition position, Request request, TraceContext trace) {
            this(position, request, 0, trace);
        }
    }

    /** The answer to an append. */
    sealed interface Admission {
        /**
         * The request is in the queue; {@code durable} completes as soon as no crash can lose it, or
         * exceptionally with a {@link PortUnavailableException} if it was lost.
         */
        record Accepted(CompletionStage<Void> durable) implements Admission {}

        /** The backlog is full; it is worth trying again after {@code retryAfter}. */
        record Full(Duration retryAfter) implements Admission {}
    }
}
