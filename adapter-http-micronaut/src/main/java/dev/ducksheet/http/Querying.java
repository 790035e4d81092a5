package dev.ducksheet.http;

import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import dev.ducksheet.http.rows.RowFormat;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers with the rows of queries; who goes away ends his query. Thread-safe. */
@Singleton
final class Querying {
    /** The most rows unless the client says otherwise. */
    static final long ROWS = 10_000;

    /** The most rows that a client may ask for. */
    static final long MOST_ROWS = 10_000_000;

    /** The most seconds unless the client says otherwise. */
    static final long SECONDS = 30;

    /** The most seconds that a client may ask for. */
    static final long MOST_SECONDS = 300;

    private final Streams streams;
    private final Work work;

    Querying(Streams streams, Work work) {
        this.streams = streams;
        this.work = work;
    }

    /** Runs a query on a thread for queries, so that those that take long hold nobody else up. */
    CompletionStage<MutableHttpResponse<Payload>> answer(
            HttpRequest<?> request, RowFormat format, Function<Cancellation, QueryResult> query) {
        var cancellation = new Cancellation();
        var forget = Connections.onClose(request, cancellation::cancel);
        return work.query(() -> answer(request, format, query.apply(cancellation), cancellation, forget))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        forget.run();
                    }
                });
    }

    private MutableHttpResponse<Payload> answer(
            HttpRequest<?> request, RowFormat format, QueryResult result, Cancellation cancellation, Runnable forget) {
        if (result instanceof QueryResult.Rejected rejected) {
            throw Problem.of(rejected.refusal(), "").exception();
        }
        if (result instanceof QueryResult.Busy busy) {
            throw Problem.of(ProblemType.OVERLOADED, "Too many queries are running; nothing was done. Try again.")
                    .header(
                            "Retry-After",
                            Long.toString(Math.max(1, busy.retryAfter().toSeconds())))
                    .exception();
        }
        var rows = ((QueryResult.Rows) result).stream();
        return streams.answer(request, rows, format, Optional.empty(), after -> "", cancellation, forget);
    }
}
