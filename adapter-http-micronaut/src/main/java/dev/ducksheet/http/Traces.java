package dev.ducksheet.http;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Follows single requests over HTTP, for traces. Thread-safe. */
public interface Traces {
    /** Nobody follows. */
    Traces NONE = (method, scheme, path, headers) -> Span.UNSEEN;

    /**
     * Begins to follow a request. Called on the thread that answers it, so it returns at once.
     *
     * @param scheme {@code http} or {@code https}
     * @param path without the query
     * @param headers returns the header of a name, or null
     */
    Span begin(String method, String scheme, String path, UnaryOperator<@Nullable String> headers);

    /** A request that is followed. Thread-safe. */
    interface Span {
        /** One that nobody follows. */
        Span UNSEEN = new Span() {
            @Override
            public <T> T within(Supplier<T> work) {
                return work.get();
            }

            @Override
            public void end(String route, int status) {}
        };

        /** Does something on behalf of the request, on this thread. */
        <T> T within(Supplier<T> work);

        /**
         * Ends as the answer begins.
         *
         * @param route the path with names for what varies in it; empty for a path that there is not
         */
        void end(String route, int status);
    }
}
