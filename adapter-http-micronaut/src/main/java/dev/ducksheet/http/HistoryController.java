package dev.ducksheet.http;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.problem.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Tells who changed what, and takes versions back. */
@Controller
@Produces(MediaType.ALL)
final class HistoryController {
    private static final String SINCE = "since";
    private static final String CURSOR = "cursor";
    private static final int NEWEST = 100;
    private static final int MOST = 1000;

    private final Callers callers;
    private final ReadUpdates updates;
    private final Submissions submissions;
    private final Work work;

    HistoryController(Callers callers, ReadUpdates updates, Submissions submissions, Work work) {
        this.callers = callers;
        this.updates = updates;
        this.submissions = submissions;
        this.work = work;
    }

    /** Takes a version back. */
    @Post("/updates/{version}/undo")
    @Consumes(MediaType.ALL)
    CompletionStage<MutableHttpResponse<Payload>> undo(HttpRequest<?> request, String version) {
        if (!version.matches("0|[1-9][0-9]{0,17}")) {
            throw Parameters.wrong("the address takes a version such as 41, not \"" + version + "\"");
        }
        var signature = Sender.signature(request, () -> Tree.object("undo", version));
        return submissions.answer(
                request,
                Followed.within(
                        request,
                        () -> callers.workbook(request)
                                .undoVersion()
                                .undo(new Version(Long.parseLong(version)), signature)),
                "",
                outcome -> Answers.ok(Outcomes.document(outcome)));
    }

    /** Tells who changed what, the newest first. */
    @Get("/history")
    CompletionStage<MutableHttpResponse<Payload>> history(HttpRequest<?> request) {
        var parameters = Parameters.of(request, "table", "column", "filter", "editor", SINCE, "limit", CURSOR);
        var readHistory = callers.workbook(request).readHistory();
        return work.answer(() -> answer(readHistory, parameters));
    }

    private MutableHttpResponse<Payload> answer(ReadHistory readHistory, Parameters parameters) {
        var answer = readHistory.history(question(parameters));
        if (answer instanceof Answer.Refused refused) {
            throw Problem.of(refused.refusal(), "").exception();
        }
        var found = (Answer.Found) answer;
        return Answers.ok(json -> HistoryDocument.write(json, found));
    }

    private Question question(Parameters parameters) {
        var head = updates.head();
        return new Question(
                parameters.text("table").orElse(""),
                parameters.text("column").orElse(""),
                parameters.text("filter").orElse(""),
                parameters.text("editor").orElse(""),
                parameters
                        .text(SINCE)
                        .map(text -> HistoryCursor.since(SINCE, text, head).version())
                        .orElse(Version.ZERO),
                (int) parameters.number("limit", 1, MOST, NEWEST),
                parameters.text(CURSOR).map(text -> HistoryCursor.read(CURSOR, text, head)));
    }
}
