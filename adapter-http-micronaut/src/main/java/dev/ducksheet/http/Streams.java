package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import dev.ducksheet.http.rows.RowFormat;
import dev.ducksheet.http.rows.RowPublisher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Answers with rows. Thread-safe. */
@Singleton
final class Streams {
    /** Each holds a state of the workbook in the store. */
    private static final int MOST = 256;

    private final Semaphore places = new Semaphore(MOST);
    private final Work work;

    Streams(Work work) {
        this.work = work;
    }

    /** Chooses the format that the parameter or the header Accept names. */
    static RowFormat format(HttpRequest<?> request, Optional<String> name) {
        var accepted = request.accept().stream().map(type -> type.getName()).toList();
        return RowFormat.choose(name, accepted);
    }

    /** Answers with rows, which are closed whatever becomes of the answer. */
    MutableHttpResponse<Payload> answer(
            RowStream rows, RowFormat format, Optional<String> sheet, Function<List<CellValue>, String> nextCursor) {
        var publisher = publisher(rows, format, sheet, nextCursor);
        return Answers.of(HttpResponse.ok(), format.contentType(), Payload.of(publisher, publisher::close))
                .header("Vary", "Accept");
    }

    private RowPublisher publisher(
            RowStream rows, RowFormat format, Optional<String> sheet, Function<List<CellValue>, String> nextCursor) {
        if (!places.tryAcquire()) {
            rows.close();
            throw Problem.of(ProblemType.OVERLOADED, MOST + " answers are being read already; try again.")
                    .header("Retry-After", "5")
                    .exception();
        }
        try {
            return new RowPublisher(rows, format, sheet, nextCursor, work.streaming(), places::release);
        } catch (RuntimeException e) {
            rows.close();
            places.release();
            throw e;
        }
    }
}
