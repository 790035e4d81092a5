package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import dev.ducksheet.http.rows.ContentCoding;
import dev.ducksheet.http.rows.RowFormat;
import dev.ducksheet.http.rows.RowPublisher;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Answers with rows. Thread-safe. */
@Singleton
final class Streams {
    /** Tells the state that the rows show, in every format: where to follow the changes from. */
    static final String CURSOR = "Ducksheet-Cursor";

    /** Each holds a state of the workbook in the store. */
    private static final int MOST = 256;

    private static final String VARY = "Authorization, Accept, Accept-Encoding";

    private final Semaphore places = new Semaphore(MOST);
    private final Work work;
    private final RowFiles files;
    private final Callers callers;

    Streams(Work work, RowFiles files, Callers callers) {
        this.work = work;
        this.files = files;
        this.callers = callers;
    }

    /** Chooses the format that the parameter or the header Accept names. */
    static RowFormat format(HttpRequest<?> request, Optional<String> name) {
        var accepted = request.accept().stream().map(type -> type.getName()).toList();
        return RowFormat.choose(name, accepted);
    }

    /**
     * Answers with the rows of a sheet, or says that the client has them already. The tag is that of the state, the
     * format, and of who sees but a part; it is weak: the same rows may be coded in several ways.
     */
    MutableHttpResponse<Payload> tagged(
            HttpRequest<?> request,
            RowStream rows,
            RowFormat format,
            String sheet,
            Function<List<CellValue>, String> nextCursor) {
        var access = callers.of(request).access();
        var tag = new EntityTag(rows.head() + "-" + format.wireName() + (access.isWhole() ? "" : "-" + access.id()));
        if (tag.isKnownTo(request)) {
            rows.close();
            return HttpResponse.<Payload>status(HttpStatus.NOT_MODIFIED)
                    .header("ETag", tag.text())
                    .header("Vary", VARY);
        }
        var cancellation = new Cancellation();
        var forget = Connections.onClose(request, cancellation::cancel);
        return answer(request, rows, format, Optional.of(sheet), nextCursor, cancellation, forget)
                .header("ETag", tag.text());
    }

    /**
     * Answers with rows, which are closed whatever becomes of the answer.
     *
     * @param cancellation of what the rows come from
     * @param onEnd called once, when the rows are closed
     */
    MutableHttpResponse<Payload> answer(
            HttpRequest<?> request,
            RowStream rows,
            RowFormat format,
            Optional<String> sheet,
            Function<List<CellValue>, String> nextCursor,
            Cancellation cancellation,
            Runnable onEnd) {
        var coding = format.isCompressed()
                ? ContentCoding.IDENTITY
                : ContentCoding.choose(request.getHeaders().getAll("Accept-Encoding"));
        var cursor = rows.head().toString();
        MutableHttpResponse<Payload> response;
        if (format == RowFormat.PARQUET) {
            response = file(request, rows, cancellation, onEnd);
        } else {
            var publisher = admitted(
                    rows::close,
                    onEnd,
                    end -> RowPublisher.of(rows, format, coding, sheet, nextCursor, work.streaming(), end));
            response = Answers.of(HttpResponse.ok(), format.contentType(), Payload.of(publisher, publisher::close));
        }
        coding.header().ifPresent(name -> response.header("Content-Encoding", name));
        return response.header("Vary", VARY).header(CURSOR, cursor);
    }

    private MutableHttpResponse<Payload> file(
            HttpRequest<?> request, RowStream rows, Cancellation cancellation, Runnable onEnd) {
        var type = RowFormat.PARQUET.contentType();
        if (request.getMethod() == HttpMethod.HEAD) {
            rows.close();
            onEnd.run();
            return Answers.of(HttpResponse.ok(), type, Payload.of(new byte[0]));
        }
        RowFile file;
        try {
            file = files.parquet(rows, cancellation);
        } catch (RuntimeException e) {
            onEnd.run();
            throw e;
        }
        var publisher = admitted(file::close, onEnd, end -> RowPublisher.of(file, work.streaming(), end));
        return Answers.of(HttpResponse.ok(), type, Payload.of(publisher, publisher::close));
    }

    /** Makes a publisher, unless too many are there already or it cannot be made: then all is let go of. */
    private RowPublisher admitted(Runnable close, Runnable onEnd, Function<Runnable, RowPublisher> make) {
        if (!places.tryAcquire()) {
            close.run();
            onEnd.run();
            throw Problem.of(ProblemType.OVERLOADED, MOST + " answers are being read already; try again.")
                    .header("Retry-After", "5")
                    .exception();
        }
        Runnable end = () -> {
            places.release();
            onEnd.run();
        };
        try {
            return make.apply(end);
        } catch (RuntimeException e) {
            close.run();
            end.run();
            throw e;
        }
    }
}
