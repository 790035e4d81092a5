package dev.ducksheet.http;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Steering;
import dev.ducksheet.http.feed.JobEvents;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import dev.ducksheet.http.rows.RowPublisher;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells how far imports are, and steers them. */
@Controller("/jobs")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class JobController {
    private static final String EVENT_STREAM = "text/event-stream";

    private final Callers callers;
    private final Work work;
    private final HttpSettings settings;
    private final JobStreams streams;

    JobController(Callers callers, JobStreams streams, Work work, HttpSettings settings) {
        this.callers = callers;
        this.streams = streams;
        this.work = work;
        this.settings = settings;
    }

    /** Lists jobs, the newest first. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> jobs(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return work.answer(() -> {
            var jobs = callers.workbook(request).importFiles().jobs();
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("jobs");
                for (var job : jobs) {
                    JobDocuments.write(json, job);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    /** Tells one job as it is, or live until it is over. */
    @Get("/{id}")
    CompletionStage<MutableHttpResponse<Payload>> job(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        return work.answer(() -> {
            var imports = callers.workbook(request).importFiles();
            var job = job(imports, id);
            return request.accept().stream().anyMatch(type -> type.getName().equals(EVENT_STREAM))
                    ? live(request, imports, job)
                    : Answers.ok(json -> JobDocuments.write(json, job));
        });
    }

    /** A job that is over and was told is told no more: 204 keeps a browser from asking again. */
    private MutableHttpResponse<Payload> live(HttpRequest<?> request, ImportFiles imports, Job job) {
        long seen = Optional.ofNullable(request.getHeaders().get("Last-Event-ID"))
                .filter(it -> it.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
        if (job.state().isOver() && job.revision() <= seen) {
            return HttpResponse.noContent();
        }
        var isGood = callers.of(request).isGood();
        var events = streams.start(onEnd -> new JobEvents(
                told -> imports.watch(job.id(), told),
                seen,
                JobController::document,
                work.timer(),
                settings.heartbeat(),
                isGood,
                onEnd));
        return Answers.of(HttpResponse.ok(), EVENT_STREAM, Payload.of(events, events::cancel))
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    private static JsonDocument document(Job job) {
        return json -> JobDocuments.write(json, job);
    }

    /** Cancels a job that is not merged yet. */
    @Delete("/{id}")
    CompletionStage<MutableHttpResponse<Payload>> cancel(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        return work.answer(() -> {
            var imports = callers.workbook(request).importFiles();
            var job = requireDone(imports.cancel(job(imports, id).id(), Sender.editor(request)));
            return Answers.ok(json -> JobDocuments.write(json, job));
        });
    }

    /** Begins a job that failed once more. */
    @Post("/{id}/retry")
    CompletionStage<MutableHttpResponse<Payload>> retry(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        return work.answer(() -> {
            var imports = callers.workbook(request).importFiles();
            var job = requireDone(imports.retry(job(imports, id).id(), Sender.editor(request)));
            return Answers.ok(json -> JobDocuments.write(json, job));
        });
    }

    /** Gives the rows that do not fit. */
    @Get("/{id}/rejects")
    CompletionStage<MutableHttpResponse<Payload>> rejects(HttpRequest<?> request, String id) {
        return leftovers(request, id, Leftovers.REJECTED);
    }

    /** Gives the rows that a later one of their key superseded. */
    @Get("/{id}/superseded")
    CompletionStage<MutableHttpResponse<Payload>> superseded(HttpRequest<?> request, String id) {
        return leftovers(request, id, Leftovers.SUPERSEDED);
    }

    private CompletionStage<MutableHttpResponse<Payload>> leftovers(
            HttpRequest<?> request, String id, Leftovers which) {
        Parameters.refuseAll(request);
        return work.answer(() -> {
            var imports = callers.workbook(request).importFiles();
            var job = job(imports, id);
            var bytes = imports.leftovers(job.id(), which)
                    .orElseThrow(() -> Problem.of(
                                    ProblemType.UNKNOWN_JOB,
                                    "nothing of the file of job " + id + " was read, so that no rows were left out")
                            .exception());
            var pieces = RowPublisher.of(bytes, work.streaming());
            return Answers.of(
                            HttpResponse.ok(),
                            "text/csv; charset=utf-8; header=present",
                            Payload.of(pieces, pieces::close))
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"" + job.id() + "-"
                                    + (which == Leftovers.REJECTED ? "rejects" : "superseded") + ".csv\"");
        });
    }

    /** Returns the job of that id, or ends the request. */
    static Job job(ImportFiles imports, String id) {
        return UpdateId.parse(id).flatMap(imports::job).orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(String id) {
        return Problem.of(ProblemType.UNKNOWN_JOB, "there is no job " + id + "; GET /jobs lists those that are kept")
                .exception();
    }

    /** Returns the job as it was wished, or ends the request. */
    static Job requireDone(Steering steering) {
        if (steering instanceof Steering.Done done) {
            return done.job();
        }
        if (steering instanceof Steering.Forbidden forbidden) {
            throw Problem.of(ProblemType.FORBIDDEN, forbidden.why()).exception();
        }
        if (steering instanceof Steering.Impossible impossible) {
            throw Problem.of(ProblemType.JOB_STATE, impossible.why()).exception();
        }
        throw unknown("of that id");
    }
}
