package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.TraceContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is told the way of each single request, for whoever follows it across processes; what {@link Telemetry} counts of all
 * of them. Nothing depends on it: each method does nothing unless it is overridden.
 *
 * <p>Called on the threads that do the work, the writer's among them. Thread-safe; never blocks, never throws.
 */
public interface Tracing {
    /** Nobody follows. */
    Tracing NONE = new Tracing() {};

    /** Says that what this thread is asked for was refused before it was queued. */
    default void refused(Refusal.Reason reason) {}

    /**
     * Says that a request is about to be queued, on behalf of what this thread is doing.
     *
     * @return is told what comes of it, once; has the context that is to travel with the request
     */
    default Appending appending(Request request) {
        return Appending.UNSEEN;
    }

    /**
     * Says that a batch was committed just now, before anybody is told.
     *
     * @param batch with the contexts that travelled with the requests
     * @param decisions what was decided
     * @param repeats what is told of requests of the batch that were decided before
     * @param took from the begin of the transaction to the end of its commit
     */
    default void committed(
            List<RequestQueue.Queued> batch, List<Decision> decisions, Map<UpdateId, Outcome> repeats, Duration took) {}

    /** Says, of a feed, that everybody can read the changes up to this version by now. Versions may be told again. */
    default void published(Version upTo) {}

    /** A request on its way into the queue. Thread-safe. */
    interface Appending {
        /** One that nobody follows. */
        Appending UNSEEN = new Appending() {};

        /** Returns what is to travel with the request. */
        default TraceContext context() {
            return TraceContext.none();
        }

        /**
         * Says that no crash can lose the request any more, or that it is not in the queue.
         *
         * @param failure why not; null if it is
         */
        default void ended(@Nullable Throwable failure) {}

        /** Says that the queue was full. */
        default void turnedAway() {}
    }
}
